using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Storage;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Reads rows by a plan: those of the current versions, and those of versions that were superseded since a snapshot.</summary>
internal sealed class RowReader(RowSource current, RowSource former)
{
    /// <summary>Versions superseded since the snapshot, up to which they are simply all looked at.</summary>
    private const int FewSuperseded = 5000;

    /// <summary>Since when there are few without asking.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(20);

    public static readonly BsonDocument NotDeleted = new("deleted", new BsonDocument("$ne", true));

    public RowSource Current => current;

    public RowSource Former => former;

    /// <summary>Rows of the current versions, in order.</summary>
    public IAsyncEnumerable<RowDocument> CurrentAsync(
        QueryPlan plan, Strand strand, Start start, int limit, bool withContent, Reading reading)
    {
        var request = new PlanRequest
        {
            Source = current,
            Order = plan.Order,
            After = start.After,
            Backward = start.Backward,
            Residual = FilterBuilder.And(
                [.. strand.Where.Select(current.Filters.Build),
                plan.Scope.Filter,
                plan.Driver?.Bounds is not null ? FilterBuilder.Everything : NotDeleted,
                reading.At is { } at ? current.Visible(at) : FilterBuilder.Everything]),
            Wanted = limit,
            Reading = reading,
            EntriesOf = plan.EntriesOf,
        };
        return RunAsync(strand.Plan, request, limit, withContent && strand.Plan.CarriesContent, reading);
    }

    /// <summary>Rows of versions that were current at the snapshot and are not any more, in order.</summary>
    public async IAsyncEnumerable<RowDocument> FormerAsync(QueryPlan plan, Start start, int limit, Reading reading)
    {
        var at = reading.At ?? throw new ArgumentException("Superseded versions are read at a snapshot.");
        var since = RowSource.SupersededSince(at);
        bool byEntry = plan.Driver?.Bounds is not null
            && reading.Now - WriteClock.TimeOf(at.Time) > Recently
            && await SegmentReader.CountAsync(former, since, IndexHints.SupersededBy, FewSuperseded, "versions superseded since", reading) >= FewSuperseded;
        var request = new PlanRequest
        {
            Source = former,
            Order = plan.Order,
            After = start.After,
            Backward = start.Backward,
            Residual = FilterBuilder.And(former.Filters.Build(plan.Where), plan.Scope.Filter, former.Visible(at)),
            Wanted = limit,
            Reading = reading,
        };
        var segment = byEntry
            ? SortedPlan.SegmentOf(request, former.Filters.Build(plan.Driver!.Clause), IndexHints.Entries, "superseded versions, by entry")
            : SortedPlan.SegmentOf(request, since, IndexHints.SupersededBy, "versions superseded since the first page");
        await foreach (var row in SegmentReader.ReadAsync(segment, limit, withContent: false, reading, reading.Cancellation))
            yield return row;
    }

    /// <summary>Whether any version was superseded that was current at the moment.</summary>
    public Task<bool> IsSupersededSinceAsync(Snapshot at, Reading reading) =>
        SegmentReader.AnyAsync(former, RowSource.SupersededSince(at), IndexHints.SupersededBy, "whether anything was superseded meanwhile", reading);

    private static async IAsyncEnumerable<RowDocument> RunAsync(RowPlan plan, PlanRequest request, int limit, bool withContent, Reading reading)
    {
        int total = 0;
        await foreach (var planned in plan.SegmentsAsync(request))
        {
            request.Returned = 0;
            var segment = request.EntriesOf is { } heads ? planned with { EntriesOf = heads, MostEntries = EntryReader.MostOfRow } : planned;
            await foreach (var row in SegmentReader.ReadAsync(segment, limit == 0 ? 0 : limit - total, withContent, reading, reading.Cancellation))
            {
                request.Returned++;
                total++;
                yield return row;
            }

            if (limit > 0 && total >= limit)
                yield break;
        }
    }
}

/// <summary>Where to begin.</summary>
/// <param name="After">The place behind which; null for the beginning.</param>
/// <param name="Backward">Toward the front.</param>
internal readonly record struct Start(IReadOnlyList<string>? After, bool Backward);
