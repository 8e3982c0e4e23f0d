using System.Text;
using System.Text.RegularExpressions;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.UnitTests.Indexing;

/// <summary>The entries of a resource, and whether searches by one value find it by them.</summary>
internal sealed class IndexedResource
{
    private static readonly MatchSettings Settings = new() { OwnUrl = "http://own.example.org/fhir" };

    private readonly SearchParameterCatalog _catalog;
    private readonly string _type;

    private IndexedResource(SearchParameterCatalog catalog, string type, string json)
    {
        _catalog = catalog;
        _type = type;
        Entries = new ResourceIndexer(catalog, Settings).Index(FhirSchema.R4.FindResource(type)!, "1", Encoding.UTF8.GetBytes(json));
    }

    public IndexEntries Entries { get; }

    /// <param name="members">Members of its JSON, without those around them.</param>
    public static IndexedResource Of(string type, string members, SearchParameterCatalog? catalog = null) =>
        new(catalog ?? SearchParameterCatalog.R4, type, $$"""{"resourceType":"{{type}}",{{members}}}""");

    /// <summary>The entries of a parameter, without its prefix, in ordinal order.</summary>
    public IReadOnlyList<string> Of(string code)
    {
        var any = SearchMatching.Any($"{_type}.{code}");
        return
        [
            .. Entries.Tokens
                .Where(t => string.CompareOrdinal(t, any.From) >= 0 && string.CompareOrdinal(t, any.To) < 0)
                .Select(t => t[(any.From.Length - 1)..])
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether the entries alone meet what a search asks: <c>code:in</c> or <c>code</c> with a value.</summary>
    public bool IsFoundBy(string name, string value)
    {
        var condition = Condition(name, value);
        return Entries.Tokens.Any(t => condition.Equal.Contains(t) || condition.Within.Any(r => LiesIn(t, r)));
    }

    public EntryCondition Condition(string name, string value)
    {
        var parts = name.Split(':');
        var parameter = _catalog.Find(_type, parts[0]) ?? throw new ArgumentException($"{_type} has no parameter {parts[0]}");
        return SearchMatching.Match(parameter, parts.Length > 1 ? parts[1] : null, value, Settings);
    }

    private static bool LiesIn(string entry, EntryRange range) =>
        string.CompareOrdinal(entry, range.From) >= 0 && string.CompareOrdinal(entry, range.To) < 0 &&
        (range.Pattern is null || Regex.IsMatch(entry, Net(range.Pattern), RegexOptions.CultureInvariant));

    // .NET writes code points of PCRE otherwise.
    private static string Net(string pattern) => Regex.Replace(pattern, @"\\x\{([0-9a-f]+)\}", m => $"\\u{m.Groups[1].Value.PadLeft(4, '0')}");
}
