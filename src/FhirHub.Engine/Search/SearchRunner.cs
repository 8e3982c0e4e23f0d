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
    private readonly Stillness _stillness = new();

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
        var reading = NewReading(null, cancellationToken);
        return DriverErrors.Translate(() => NowAsync(query, reading, (_, then) => CountAsync(query, then)));
    }

    /// <summary>Runs a page and tells how: what drove it, each query, and what the database examined for it.</summary>
    public Task<SearchExplanation> ExplainAsync(Caller caller, SearchQuery query, PagePosition? position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(async () =>
        {
            var trace = new List<TracedQuery>();
            var reading = new Reading(new SearchTime(time, limits.TimeLimit), cancellationToken) { Trace = trace };
            var page = await PageAsync(query, position, reading);
            var steps = await new QueryExplainer(database).ExplainAsync(trace, NewReading(null, cancellationToken));
            return new SearchExplanation { Condition = ClauseWords.Of(query.Where), Page = page, Steps = steps };
        });
    }

    internal Reading NewReading(IClientSessionHandle? session, CancellationToken cancellationToken) =>
        new(new SearchTime(time, limits.TimeLimit), cancellationToken) { Session = session };

    private static SearchScope ScopeOf(SearchQuery query) => new(query.Types, query.AllTypes);

    private async Task<SearchPage> PageAsync(SearchQuery query, PagePosition? position, Reading reading, WriteFlight? own = null)
    {
        if (position is not null)
            return await PageAtAsync(query, position, position.At, reading.As(position.At));
        if (query.Count == 0)
            return await NowAsync(query, reading, (at, then) => PageAtAsync(query, null, at, then));
        return IsSimple(query) && await SimplePageAsync(query, reading, own) is { } page
            ? page
            : await OfOneMomentAsync(reading, own, (at, then) => PageAtAsync(query, null, at, then));
    }

    /// <summary>Whether a single query may answer it.</summary>
    private static bool IsSimple(SearchQuery query) =>
        query is { Count: > 0, Includes.Count: 0, Total: TotalMode.None or TotalMode.Default } && !Planner.NeedsCheck(query.Where);

    /// <summary>
    /// What is current. Only where more pages follow, or it took several queries, must it show one moment: then versions later than that
    /// make way for those they superseded.
    /// </summary>
    /// <returns>Null where something younger came in between.</returns>
    private async Task<SearchPage?> SimplePageAsync(SearchQuery query, Reading reading, WriteFlight? own)
    {
        var watch = new Watch(clock.Now(own));
        var watched = reading.Watched(watch);
        query = AsOf(query, watch.At);
        var order = Order.Of(query);
        var plan = await Finder.PlanAsync(ScopeOf(query), query.Where, order, query.Count + 1, watched);
        reading.Time.Plan = plan;
        if (await Pages.FirstAsync(plan, order, query.Count, watched) is { } rows)
            return await PageOfAsync(query, null, watch.At, order, rows, reading.As(watch.At));
        clock.Observe(watch.Younger);
        return null;
    }

    /// <summary>
    /// Several queries that show one moment: of what is current, as long as nothing is written meanwhile; else at a moment, with what was
    /// superseded since.
    /// </summary>
    private async Task<T> OfOneMomentAsync<T>(Reading reading, WriteFlight? own, Func<Snapshot, Reading, Task<T>> read)
    {
        if (_stillness.TakeTurn())
        {
            var watch = new Watch(clock.Now(own));
            var result = await read(watch.At, reading.Watched(watch));
            bool still = watch.IsOfOneMoment && !await Finder.IsSupersededSinceAsync(watch.At, reading);
            _stillness.Learn(still);
            if (still)
                return result;
            clock.Observe(watch.Younger);
        }

        var at = clock.Now(own);
        return await read(at, reading.As(at));
    }

    /// <summary>A count; a single query shows one moment by itself.</summary>
    private Task<T> NowAsync<T>(SearchQuery query, Reading reading, Func<Snapshot, Reading, Task<T>> read) =>
        Planner.NeedsCheck(query.Where) ? OfOneMomentAsync(reading, null, read) : read(clock.Now(), reading);

    /// <summary>The search as its values mean it at that moment; so they mean the same on all of its pages.</summary>
    private static SearchQuery AsOf(SearchQuery query, Snapshot at) =>
        query.WhereAsOf is { } where ? query with { Where = where(WriteClock.TimeOf(at.Time)) } : query;

    private async Task<SearchPage> PageAtAsync(SearchQuery query, PagePosition? position, Snapshot at, Reading reading)
    {
        query = AsOf(query, at);
        if (query.Count == 0)
            return new SearchPage { Matches = [], Total = await TotalAsync(query, reading), Warnings = query.Warnings };
        var order = Order.Of(query);
        var plan = await Finder.PlanAsync(ScopeOf(query), query.Where, order, query.Count + 1, reading) with { EntriesOf = IncludeReader.EntriesOf(query.Includes) };
        reading.Time.Plan = plan;
        var start = new Start(position?.Place, position?.Backward ?? false);
        return await PageOfAsync(query, position, at, order, await Pages.ReadAsync(plan, order, start, query.Count, reading), reading);
    }

    /// <summary>The rows with their content, what they include, and where the pages beside them begin.</summary>
    private async Task<SearchPage> PageOfAsync(SearchQuery query, PagePosition? position, Snapshot at, Order order, PageRows rows, Reading reading)
    {
        var versions = await Finder.Content.LoadAsync(rows.Rows, limits.PageBytes, reading);
        var kept = rows.Rows[..versions.Count];
        bool more = rows.More || kept.Count < rows.Rows.Count;
        if (position is { Backward: true })
        {
            kept.Reverse();
            versions.Reverse();
        }

        bool only = position is null && !more;
        var (included, warnings) = query.Includes.Count == 0 ? ([], []) : await Includes.ReadAsync(query.Includes, kept, reading);
        long? total = only && query.Total != TotalMode.None ? kept.Count : position is null ? await TotalAsync(query, reading) : position.Total;
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
        return query.Total == TotalMode.Estimate
            ? await Counter.EstimateAsync(await Finder.PlanAsync(ScopeOf(query), query.Where, null, 1, reading), reading)
            : await CountAsync(query, reading);
    }

    private async Task<long> CountAsync(SearchQuery query, Reading reading) =>
        await Counter.CountAsync(await Finder.PlanAsync(ScopeOf(query), query.Where, null, 1, reading), reading);
}
