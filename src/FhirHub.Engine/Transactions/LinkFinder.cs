using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>Finds the links of a resource that a transaction replaces, with their bytes; <see cref="LinkKind"/> says which these are.</summary>
internal ref struct LinkFinder
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private readonly LinkText _texts;
    private readonly string _root;
    private readonly ElementPath _path = new();
    private readonly List<EntryLink> _links = [];
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    private LinkFinder(ReadOnlySpan<byte> json, FullUrls urls, string? source, string root)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, Options);
        _texts = new LinkText(urls, source);
        _root = root;
    }

    /// <param name="json">A resource that was read without a fault.</param>
    /// <param name="type">Its type.</param>
    /// <param name="urls">The identities in the Bundle.</param>
    /// <param name="source">Full URL of the entry that holds the resource.</param>
    /// <param name="root">FHIRPath of the resource.</param>
    public static IReadOnlyList<EntryLink> Find(ReadOnlySpan<byte> json, TypeSchema type, FullUrls urls, string? source, string root)
    {
        // A Bundle within has identities of its own, which its links mean.
        if (type.Name == "Bundle")
            return [];
        var finder = new LinkFinder(json, urls, source, root);
        finder._reader.Read();
        finder.Object(type);
        return finder._links;
    }

    /// <summary>Reads the object at whose start the reader stands.</summary>
    private void Object(TypeSchema type)
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = _reader.GetString()!;
            var property = type.FindProperty(name.StartsWith('_') ? name[1..] : name);
            _reader.Read();
            if (property is null)
            {
                _reader.Skip();
                continue;
            }

            _path.Push(property.Element.Name);
            Value(property);
            _path.Pop();
        }
    }

    private void Value(PropertySchema property)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            Item(property);
            return;
        }

        for (int i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
        {
            _path.SetIndex(i);
            Item(property);
        }

        _path.SetIndex(-1);
    }

    private void Item(PropertySchema property)
    {
        if (_reader.TokenType == JsonTokenType.StartObject)
            Object(property.Type.Kind == TypeKind.AbstractResource ? ResourceType() : property.Type);
        else if (_reader.TokenType == JsonTokenType.String)
            Text(property);
    }

    private readonly TypeSchema ResourceType()
    {
        var ahead = _reader;
        while (ahead.Read() && !ahead.ValueTextEquals("resourceType"u8))
            ahead.Skip();
        ahead.Read();
        return FhirSchema.R4.FindResource(ahead.GetString()!)!;
    }

    private readonly void Text(PropertySchema property)
    {
        var kind = LinkKinds.Of(property);
        if (kind == LinkKind.None || (kind != LinkKind.Reference && !_texts.Any))
            return;
        foreach (var link in _texts.Of(kind, _reader.GetString()!))
        {
            var (start, length) = Place(link.Start, link.Length);
            _links.Add(link with { Start = start, Length = length, Path = Path() });
        }
    }

    /// <summary>The bytes of a part of the string at which the reader stands.</summary>
    private readonly (int Start, int Length) Place(int at, int length)
    {
        int start = (int)_reader.TokenStartIndex + 1;
        var raw = _json[start..];
        int from = RawText.OffsetOf(raw, at);
        return (start + from, RawText.OffsetOf(raw[from..], length));
    }

    private readonly string Path() => $"{_root}.{_path.Spell()}";
}
