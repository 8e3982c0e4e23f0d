using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Execution;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Search;

/// <summary>
/// Runs searches, https://hl7.org/fhir/R4/search.html. All pages of a search show the state at its first: each row that matched then
/// comes once, in the search's order, whatever is written meanwhile.
/// </summary>
/// <param name="database">Where everything is.</param>
/// <param name="clock">Tells what pages see.</param>
/// <param name="limits">Bounds of a search.</param>
/// <param name="time">Measures time limits.</param>
/// <param name="match">Tells where this server is, for the items of Lists; null where that is not known.</param>
public sealed class SearchRunner(FhirDatabase database, WriteClock clock, SearchLimits limits, TimeProvider time, MatchSettings? match = null)
{
    internal RowFinder Finder { get; } = new(database, limits, time, match?.OwnUrl);

    private PageReader Pages => field ??= new PageReader(Finder, limits.PageBytes);

    private IncludeReader Includes => field ??= new IncludeReader(Finder, limits);

    private MatchCounter Counter => field ??= new MatchCounter(Finder, clock);

    /// <summary>One page of what is committed.</summary>
    public Task<SearchPage> RunAsync(Caller caller, SearchQuery query, PagePosition? position, CancellationToken cancellationToken) =>
        RunAsync(caller, null, query, position, cancellationToken);

    /// <summary>One page.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="session">The transaction whose writes it sees, too; null for none.</param>
    /// <param name="query">The search; the same for all of its pages.</param>
    /// <param name="position">Where the page begins, from another page's links; null for the first.</param>
    /// <exception cref="FhirException">Transient, <c>search-too-long</c>: it took longer than the time limit.</exception>
    public Task<SearchPage> RunAsync(
        Caller caller, DatabaseSession? session, SearchQuery query, PagePosition? position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(() => PageAsync(query, position, NewReading(session?.Current, cancellationToken), session?.Flight));
    }

    /// <summary>How many resources match now, on all pages.</summary>
    public Task<long> CountAsync(Caller caller, SearchQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(async () =>
        {
            var reading = NewReading(null, cancellationToken).As(clock.Now());
            var plan = await Finder.PlanAsync(ScopeOf(query), query.Where, null, 1, reading);
            return await Counter.CountAsync(plan, reading);
        });
    }

    /// <summary>Runs a page and tells how: what drove it, each query, and what the database examined for it.</summary>
    public Task<SearchExplanation> ExplainAsync(Caller caller, SearchQuery query, PagePosition? position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(async () =>
        {
            var trace = new List<TracedQuery>();
            var reading = new Reading(time, limits.TimeLimit, cancellationToken) { Trace = trace };
            var page = await PageAsync(query, position, reading);
            var steps = await new QueryExplainer(database).ExplainAsync(trace, cancellationToken);
            return new SearchExplanation { Condition = ClauseWords.Of(query.Where), Page = page, Steps = steps };
        });
    }

    internal Reading NewReading(IClientSessionHandle? session, CancellationToken cancellationToken) =>
        new(time, limits.TimeLimit, cancellationToken) { Session = session };

    private static SearchScope ScopeOf(SearchQuery query) => new(query.Types, query.AllTypes);

    private async Task<SearchPage> PageAsync(SearchQuery query, PagePosition? position, Reading reading, WriteFlight? own = null)
    {
        var at = position?.At ?? clock.Now(own);
        var then = reading.As(at);
        if (query.Count == 0)
            return new SearchPage { Matches = [], Total = await TotalAsync(query, then), Warnings = query.Warnings };
        var order = Order.Of(query);
        // Chains, texts and includes read several times: all of it has to be of one moment.
        bool plain = position is null && query.Includes.Count == 0 && !Planner.NeedsCheck(query.Where);
        var plan = await Finder.PlanAsync(ScopeOf(query), query.Where, order, query.Count + 1, plain ? reading : then);
        var start = new Start(position?.Place, position?.Backward ?? false);
        var rows = plain
            ? await Pages.FirstAsync(plan, order, query.Count, at, reading)
            : await Pages.ReadAsync(plan, order, start, query.Count, then);
        var versions = await Finder.Content.LoadAsync(rows.Rows, limits.PageBytes, then);
        var kept = rows.Rows[..versions.Count];
        bool more = rows.More || kept.Count < rows.Rows.Count;
        if (start.Backward)
        {
            kept.Reverse();
            versions.Reverse();
        }

        bool only = position is null && !more;
        var (included, warnings) = query.Includes.Count == 0
            ? ([], [])
            : await Includes.ReadAsync(query.Includes, kept, then);
        long? total = only && query.Total != TotalMode.None ? kept.Count : position is null ? await TotalAsync(query, then) : position.Total;
        var links = new PageLinks(order, at, position, kept, more, total);
        return new SearchPage
        {
            Matches = versions,
            Included = included,
            Total = total,
            First = links.First,
            Previous = links.Previous,
            Next = links.Next,
            Warnings = [.. query.Warnings, .. warnings],
        };
    }

    /// <summary>The total as it was asked for; a page without rows asks for nothing else.</summary>
    private async Task<long?> TotalAsync(SearchQuery query, Reading reading)
    {
        if (query.Total is TotalMode.None or TotalMode.Default && query.Count > 0)
            return null;
        var plan = await Finder.PlanAsync(ScopeOf(query), query.Where, null, 1, reading);
        return query.Total == TotalMode.Estimate ? await Counter.EstimateAsync(plan, reading) : await Counter.CountAsync(plan, reading);
    }
}
