using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Finds the links of a resource that a transaction replaces, https://hl7.org/fhir/R4/http.html#trules: references, elements of type
/// uri and url, and <c>href</c> and <c>src</c> in narratives. Not replaced: canonicals, as the specification says; oid and uuid, which
/// cannot hold the address of a resource; and identities, which are no links: <c>Extension.url</c>, the <c>system</c> of codes and
/// identifiers, and a definition's own <c>url</c>.
/// </summary>
internal ref struct LinkFinder
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };
    private static readonly PropertySchema Reference = FhirSchema.R4.FindType("Reference")!.FindProperty("reference")!;

    private readonly FullUrls _urls;
    private readonly string? _source;
    private readonly string _root;
    private readonly ElementPath _path = new();
    private readonly List<EntryLink> _links = [];
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    private LinkFinder(ReadOnlySpan<byte> json, FullUrls urls, string? source, string root)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, Options);
        _urls = urls;
        _source = source;
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

    private void Text(PropertySchema property)
    {
        if (property == Reference)
            Literal();
        else if (property.Type.Primitive is PrimitiveKind.Uri or PrimitiveKind.Url && !IsIdentity(property.Element))
            Address(property.Type.Primitive == PrimitiveKind.Url);
        else if (property.Type.Primitive == PrimitiveKind.Xhtml)
            Narrative();
    }

    private static bool IsIdentity(ElementSchema element) => element.Name switch
    {
        "system" => true,
        "url" => element.Owner.IsResource || element.IsXmlAttribute,
        _ => false,
    };

    /// <summary>A Reference.reference.</summary>
    private void Literal()
    {
        string text = _reader.GetString()!;
        string link = WithoutFragment(text);
        if (Resolved(link, 0, isRelativeToSource: true))
            return;
        int query = link.IndexOf('?', StringComparison.Ordinal);
        var (start, length) = Place(0, link.Length);
        if (link.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase))
            _links.Add(new EntryLink.ToNothing(start, length, Path(), text));
        else if (query > 0 && FhirSchema.R4.FindResource(link[..query]) is not null)
            _links.Add(new EntryLink.ToSearch(start, length, Path(), link[..query], link[(query + 1)..]));
    }

    /// <summary>A uri or url.</summary>
    private void Address(bool isUrl)
    {
        if (_urls.Any)
            Resolved(WithoutFragment(_reader.GetString()!), 0, isUrl);
    }

    private void Narrative()
    {
        if (!_urls.Any)
            return;
        string xhtml = _reader.GetString()!;
        foreach (var range in NarrativeLinks.Find(xhtml))
            Resolved(WithoutFragment(xhtml[range]), range.Start.Value, isRelativeToSource: true);
    }

    /// <summary>Notes a link that leads to an entry.</summary>
    /// <param name="link">Without fragment.</param>
    /// <param name="at">Where it begins in the string at which the reader stands.</param>
    /// <param name="isRelativeToSource">Whether relative links count.</param>
    private readonly bool Resolved(string link, int at, bool isRelativeToSource)
    {
        // What is relative in a narrative may be written with entities; no link to an entry needs any.
        if (_urls.Resolve(link, isRelativeToSource ? _source : null, out bool ofVersion) is not { } entry)
            return false;
        var (start, length) = Place(at, link.Length);
        _links.Add(new EntryLink.ToEntry(start, length, Path(), entry, ofVersion));
        return true;
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

    private static string WithoutFragment(string link)
    {
        int fragment = link.IndexOf('#', StringComparison.Ordinal);
        return fragment < 0 ? link : link[..fragment];
    }
}
