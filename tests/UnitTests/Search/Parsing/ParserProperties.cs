using FhirHub.Engine.Errors;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Search.Parsing;

/// <summary>Laws that hold for whatever a client sends.</summary>
[TestFixture]
internal sealed class ParserProperties
{
    private static readonly string[] Names =
    [
        "name", "birthdate", "identifier", "gender", "organization", "general-practitioner", "link", "_id", "_lastUpdated", "_tag", "_list",
        "_text", "_content", "_filter", "_has", "_sort", "_count", "_total", "_summary", "_elements", "_include", "_revinclude", "_contained",
        "_containedType", "_explain", "_type", "Observation", "patient", "code", "missing", "exact", "not", "iterate", "Patient", "Organization",
        "true", "false", "eq", "ne", "co", "and", "or", "pr", "ge2000", "2000-01-01", "a", "1", "active", "both", "*", "accurate", "count",
    ];

    private static readonly string[] Marks = [":", ".", ",", "|", "$", "\\", " ", "(", ")", "[", "]", "\"", "-", "=", "#", "\0", "\ud800", "张", ""];

    private static readonly Gen<string> Text =
        from parts in Gen.OneOf(Gen.Elements(Names), Gen.Elements(Names), Gen.Elements(Marks)).ListOf()
        select string.Concat(parts);

    private static readonly Gen<SearchRequest> Requests =
        from types in Gen.Elements<string[]>([], ["Patient"], ["Patient"], ["Observation"], ["Nothing"])
        from parameters in (from name in Gen.OneOf(Gen.Elements(Names), Text) from value in Text select new KeyValuePair<string, string>(name, value)).ListOf()
        from strict in Gen.Elements(true, false)
        select new SearchRequest { Types = types, Parameters = [.. parameters], Strict = strict };

    /// <summary>Searches most of which are right.</summary>
    private static readonly Gen<SearchRequest> Sensible =
        from parameters in Gen.Elements(
            "name=a,b", "name:exact=张", @"name=a\,b", "birthdate=ge2000", "gender:not=male", "_id=1,2", "_lastUpdated=ne2020", "organization.name=a",
            "_has:Observation:patient:code=a%7Cb", "_filter=name co \"a\" or not (gender eq male)", "_sort=-name", "_count=5000", "_total=none",
            "_include=Patient:organization", "_include:recurse=Patient:link", "_revinclude=*", "_elements=name, gender", "_summary=count", "unknown=1",
            "_text=a or b", "_list=1", "gender:missing=true", "_explain=true", "_sort=_score", "name=").ListOf()
        select new SearchRequest { Types = ["Patient"], Parameters = SearchText.Read(string.Join('&', parameters)) };

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public Property Nothing_but_a_FhirException_comes_of_any_text() => Prop.ForAll(Arb.From(Requests), request =>
    {
        var query = Try(request);
        return query is null || query.Types.Count > 0;
    });

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property What_was_understood_means_the_same_search() => Prop.ForAll(Arb.From(Sensible), request =>
    {
        if (Try(request) is not { } query)
            return true;
        var again = Searching.Parser.Parse(request with { Parameters = SearchText.Read(SearchText.Write(query.Understood)), Strict = true });
        return Describe(again) == Describe(query);
    });

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property A_written_query_reads_as_it_was() => Prop.ForAll(Arb.From(Text), Arb.From(Text), (name, value) =>
    {
        if (!IsText(name) || !IsText(value))
            return true;
        var read = SearchText.Read(SearchText.Write([new(name, value)]));
        return read.Count == 1 && read[0].Key == name && read[0].Value == value;
    });

    private static bool IsText(string text) => !text.Contains('\ud800', StringComparison.Ordinal);

    private static SearchQuery? Try(SearchRequest request)
    {
        try
        {
            return Searching.Parser.Parse(request);
        }
        catch (FhirException e) when (e.Issues.Count > 0)
        {
            return null;
        }
    }

    private static string Describe(SearchQuery query) => string.Join(
        '\n',
        [
            CriteriaText.Normalize(query), ClauseSketch.Of(query.Where), $"{query.Count} {query.Total} {query.Summary} {query.Explain}",
            string.Join(',', query.Sort.Select(s => $"{s.Code}{s.Descending}")), string.Join(',', query.Elements),
            string.Join(',', query.Includes.Select(i => $"{i.Reverse}{i.SourceType}{i.TargetType}{i.Iterate}{string.Join(' ', i.Parameters.Select(p => p.Prefix))}")),
            SearchText.Write(query.Understood),
        ]);
}
