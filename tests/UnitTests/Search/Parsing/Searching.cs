using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Parsing;

namespace FhirHub.UnitTests.Search.Parsing;

/// <summary>Parses searches written as URLs: <c>Patient?name=a</c>, <c>Patient/1/Observation?code=b</c>, <c>?_type=Patient</c>.</summary>
internal static class Searching
{
    public static readonly SearchParser Parser = new(SearchParameterCatalog.R4, new SearchSettings(), new MatchSettings());

    public static SearchQuery Parse(string url, bool strict = true) => Parser.Parse(Request(url, strict));

    /// <summary>The criteria, one in a line of its own without the list around it.</summary>
    public static string Sketch(string url) => Parse(url).Where switch
    {
        AllOf { Clauses: [var only] } => ClauseSketch.Of(only),
        var where => ClauseSketch.Of(where),
    };

    public static FhirException Refused(string url, bool strict = true) => Assert.Throws<FhirException>(() => Parse(url, strict))!;

    public static SearchRequest Request(string url, bool strict)
    {
        int mark = url.IndexOf('?', StringComparison.Ordinal);
        string[] path = (mark < 0 ? url : url[..mark]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return new SearchRequest
        {
            Types = path is [.., "*"] or [] ? [] : [path[^1]],
            Compartment = path.Length == 3 ? new ResourceKey(path[0], path[1]) : null,
            Parameters = mark < 0 ? [] : SearchText.Read(url[mark..]),
            Strict = strict,
        };
    }
}
