using FhirHub.Engine.Conformance;

namespace FhirHub.Definitions;

/// <summary>Writes the schema in the layout of <see cref="SchemaFormat"/>.</summary>
internal sealed class SchemaWriter
{
    private readonly Dictionary<string, int> _stringIndex = new(StringComparer.Ordinal);
    private readonly List<string> _strings = [];

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<SchemaType> types, IReadOnlyDictionary<string, IReadOnlyList<string>> codeSets)
    {
        var writer = new SchemaWriter();
        // The body comes first because it fills the table of strings that precedes it in the file.
        var body = new MemoryStream();
        using var bodyWriter = new BinaryWriter(body);
        writer.WriteBody(bodyWriter, types, codeSets);

        var blob = new MemoryStream();
        using var blobWriter = new BinaryWriter(blob);
        blobWriter.Write7BitEncodedInt(SchemaFormat.Version);
        blobWriter.Write7BitEncodedInt(writer._strings.Count);
        foreach (var text in writer._strings)
            blobWriter.Write(text);
        blobWriter.Write(body.ToArray());
        return blob.ToArray();
    }

    private void WriteBody(BinaryWriter to, IReadOnlyList<SchemaType> types, IReadOnlyDictionary<string, IReadOnlyList<string>> codeSets)
    {
        var setOrder = codeSets.Keys.Order(StringComparer.Ordinal).ToList();
        var setIndex = setOrder.Select((url, i) => (url, i)).ToDictionary(x => x.url, x => x.i, StringComparer.Ordinal);
        var typeIndex = types.Select((type, i) => (type.Name, i)).ToDictionary(x => x.Name, x => x.i, StringComparer.Ordinal);

        to.Write7BitEncodedInt(setOrder.Count);
        foreach (var url in setOrder)
        {
            to.Write7BitEncodedInt(Text(url));
            WriteTexts(to, codeSets[url]);
        }

        to.Write7BitEncodedInt(types.Count);
        foreach (var type in types)
        {
            to.Write7BitEncodedInt(Text(type.Name));
            to.Write7BitEncodedInt((int)type.Kind);
            to.Write7BitEncodedInt((int)type.Primitive);
            to.Write7BitEncodedInt(type.Base is null ? 0 : typeIndex[type.Base] + 1);
        }

        foreach (var type in types)
        {
            to.Write7BitEncodedInt(type.Elements.Count);
            foreach (var element in type.Elements)
                WriteElement(to, element, setIndex, typeIndex);
        }
    }

    private void WriteElement(BinaryWriter to, SchemaElement element, Dictionary<string, int> setIndex, Dictionary<string, int> typeIndex)
    {
        to.Write7BitEncodedInt(Text(element.Name));
        to.Write7BitEncodedInt(element.Min);
        to.Write7BitEncodedInt(element.Max + 1);
        to.Write7BitEncodedInt((int)element.Flags);
        to.Write7BitEncodedInt(element.CodeSet is null ? 0 : setIndex[element.CodeSet] + 1);
        to.Write7BitEncodedInt(element.Types.Count);
        foreach (var type in element.Types)
            to.Write7BitEncodedInt(typeIndex[type]);
        WriteTexts(to, element.Targets);
    }

    private void WriteTexts(BinaryWriter to, IReadOnlyList<string> texts)
    {
        to.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts)
            to.Write7BitEncodedInt(Text(text));
    }

    private int Text(string text)
    {
        if (!_stringIndex.TryGetValue(text, out var index))
        {
            index = _strings.Count;
            _stringIndex.Add(text, index);
            _strings.Add(text);
        }
        return index;
    }
}
