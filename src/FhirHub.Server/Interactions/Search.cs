using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/http.html#search on a type, on all types, and in a compartment, by GET and by POST to <c>_search</c>.
/// </summary>
internal sealed class Search(SearchParser parser, TokenCodeReader codes, SearchRunner runner, PageTokens pages, TimeProvider time)
{
    public Task<FhirResponse> GetAsync(FhirRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, SearchForm.ReadUrl(request), cancellationToken);

    /// <summary>The service root, which searches all types where there is something to search for, and else tells what is here.</summary>
    public Task<FhirResponse> GetRootAsync(FhirRequest request, CancellationToken cancellationToken) =>
        request.Http.Request.Query.Keys.All(k => k is "_format" or "_pretty")
            ? ServiceInfo.HandleAsync(request, cancellationToken)
            : GetAsync(request, cancellationToken);

    public async Task<FhirResponse> PostAsync(FhirRequest request, CancellationToken cancellationToken) =>
        await RunAsync(request, await SearchForm.ReadPostAsync(request, cancellationToken), cancellationToken);

    private async Task<FhirResponse> RunAsync(
        FhirRequest request, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        var scope = SearchScope.Of(request);
        var link = await pages.OpenAsync(scope.Path, parameters, cancellationToken);
        parameters = link?.Parameters ?? parameters;
        request.UseParameters(parameters);
        var query = link is null
            ? await ParseAsync(scope.Request(parameters, request.Preferences.Strict), cancellationToken)
            : await ContinuedAsync(scope, link, cancellationToken);
        foreach (string type in query.AllTypes ? [] : query.Types)
            request.View.CheckElements(type);
        var page = query.Explain
            ? Explained(await runner.ExplainAsync(request.Caller, query, link?.Position, cancellationToken))
            : await runner.RunAsync(request.Caller, request.Session, query, link?.Position, cancellationToken);
        string text = SearchText.Write([.. query.Understood, .. FhirRequest.LayoutOf(parameters)]);
        var links = await LinksAsync($"{request.BaseUrl}{scope.Path}", scope, text, page, link, cancellationToken);
        return new FhirResponse(StatusCodes.Status200OK)
        {
            Content = new FhirContent.Streamed(new SearchBundle(request, page, links, time.GetUtcNow()).WriteAsync),
        };
    }

    private ValueTask<SearchQuery> ParseAsync(SearchRequest search, CancellationToken cancellationToken) =>
        codes.ReadAsync(told => parser.Parse(search with { Codes = told }), cancellationToken);

    /// <summary>The search of a page link. A criterion left out here, of a parameter that is gone or no longer indexed, would let other rows in.</summary>
    private async ValueTask<SearchQuery> ContinuedAsync(SearchScope scope, OpenedPage link, CancellationToken cancellationToken)
    {
        try
        {
            var query = await ParseAsync(scope.Request(link.Parameters, strict: true), cancellationToken);
            return link.Position.Fits(query) ? query : throw OpenedPage.Outdated([]);
        }
        catch (FhirException e) when (e.Kind is FaultKind.Invalid or FaultKind.NotSupported)
        {
            throw OpenedPage.Outdated(e.Issues);
        }
    }

    /// <summary>The page, with how it was found in its outcome.</summary>
    private static SearchPage Explained(SearchExplanation explanation) => explanation.Page with
    {
        Warnings =
        [
            .. explanation.Page.Warnings,
            Issue.Information("informational", "search-condition", explanation.Condition),
            .. explanation.Steps.Select(s => Issue.Information("informational", "search-step", Words(s))),
        ],
    };

    private static string Words(ExplainedStep step) => string.Create(
        CultureInfo.InvariantCulture,
        $"{step.Purpose}: collection {step.Collection}, index {step.Index}, examined {(object?)step.Examined ?? "unknown"}, returned {step.Returned}");

    /// <summary>What was really searched, and where the other pages are.</summary>
    private async Task<IReadOnlyList<KeyValuePair<string, string>>> LinksAsync(
        string url, SearchScope scope, string text, SearchPage page, OpenedPage? link, CancellationToken cancellationToken)
    {
        string self = link?.Query ?? text;
        var links = new List<KeyValuePair<string, string>> { new("self", self.Length == 0 ? url : $"{url}?{self}") };
        await AddAsync("first", page.First);
        await AddAsync("previous", page.Previous);
        await AddAsync("next", page.Next);
        return links;

        async Task AddAsync(string relation, PagePosition? position)
        {
            if (position is not null)
                links.Add(new(relation, $"{url}?{await pages.SealAsync(scope.Path, text, position, cancellationToken)}"));
        }
    }
}
