using System.Text;

namespace FhirHub.Engine.Conformance;

/// <summary>Reads the schema entry of the asset; its layout is in <see cref="SchemaFormat"/>.</summary>
internal ref struct SchemaBlob(ReadOnlySpan<byte> blob)
{
    private readonly ReadOnlySpan<byte> _blob = blob;
    private int _position;
    private string[] _strings = [];

    public TypeSchema[] Read()
    {
        var version = Number();
        if (version != SchemaFormat.Version)
            throw new InvalidDataException($"the schema has format {version}, not {SchemaFormat.Version}");

        _strings = new string[Number()];
        for (var i = 0; i < _strings.Length; i++)
            _strings[i] = Characters();

        var codeSets = new CodeSet[Number()];
        for (var i = 0; i < codeSets.Length; i++)
            codeSets[i] = new CodeSet(Text(), Texts());

        var types = new TypeSchema[Number()];
        var bases = new int[types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = new TypeSchema(Text(), (TypeKind)Number(), (PrimitiveKind)Number());
            bases[i] = Number();
        }
        for (var i = 0; i < types.Length; i++)
            types[i].Complete(bases[i] == 0 ? null : types[bases[i] - 1], Elements(types[i], types, codeSets));
        return types;
    }

    private ElementSchema[] Elements(TypeSchema owner, TypeSchema[] types, CodeSet[] codeSets)
    {
        var elements = new ElementSchema[Number()];
        for (var i = 0; i < elements.Length; i++)
        {
            var name = Text();
            var min = Number();
            var max = Number();
            var flags = (ElementFlags)Number();
            var codeSet = Number();
            var elementTypes = new TypeSchema[Number()];
            for (var t = 0; t < elementTypes.Length; t++)
                elementTypes[t] = types[Number()];
            elements[i] = new ElementSchema(
                owner, i, name, min, max == 0 ? null : max - 1, flags, codeSet == 0 ? null : codeSets[codeSet - 1],
                elementTypes, Texts());
        }
        return elements;
    }

    private string[] Texts()
    {
        var count = Number();
        if (count == 0)
            return [];
        var texts = new string[count];
        for (var i = 0; i < count; i++)
            texts[i] = Text();
        return texts;
    }

    private string Text() => _strings[Number()];

    private string Characters()
    {
        var length = Number();
        var text = Encoding.UTF8.GetString(_blob.Slice(_position, length));
        _position += length;
        return text;
    }

    private int Number()
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = _blob[_position++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
