using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>A reference of the form <c>[base/]Type/id[/_history/version]</c>, https://hl7.org/fhir/R4/references.html#literal.</summary>
/// <param name="Base">With the slash at its end; empty for a relative reference.</param>
/// <param name="Version">Null for the current one.</param>
internal sealed record ReferenceText(string Base, string Type, string Id, string? Version)
{
    /// <summary><c>Patient/1</c></summary>
    public string Key => $"{Type}/{Id}";

    /// <summary>Null for other forms: fragments, urn:uuid, canonicals that do not end in a type and an id.</summary>
    public static ReferenceText? Parse(string text)
    {
        var path = text;
        if (path.IndexOfAny('#', '?') is var rest and >= 0)
            path = path[..rest];
        string? version = null;
        var history = path.IndexOf("/_history/", StringComparison.Ordinal);
        if (history >= 0)
        {
            version = path[(history + "/_history/".Length)..];
            path = path[..history];
        }
        var slash = path.LastIndexOf('/');
        if (slash <= 0 || !IsId(path.AsSpan(slash + 1)) || (version is not null && !IsId(version)))
            return null;
        var before = path.LastIndexOf('/', slash - 1);
        var type = path[(before + 1)..slash];
        return FhirSchema.R4.FindResource(type) is null ? null : new ReferenceText(path[..(before + 1)], type, path[(slash + 1)..], version);
    }

    public static bool IsId(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
                return false;
        return text.Length is >= 1 and <= 64;
    }
}
