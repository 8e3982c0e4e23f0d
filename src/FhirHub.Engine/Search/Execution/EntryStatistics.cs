using FhirHub.Engine.Search.Clauses;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// What searches learned about how many rows conditions find: each condition's own count, and for parameters whose values all find
/// about as many, their mean. Kept in memory; a steady workload asks the database once.
/// </summary>
internal sealed class EntryStatistics(TimeProvider time)
{
    private const int MostConditions = 20_000;
    private const int EnoughSamples = 8;
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private readonly RecentMemory<Count> _conditions = new(MostConditions);
    private readonly RecentMemory<Spread> _parameters = new(MostConditions);
    private readonly RecentMemory<Spread> _further = new(MostConditions);
    private Count? _total;

    /// <summary>Rows of one condition, or a number not below <paramref name="upTo"/> where there are as many; null where that has to be asked.</summary>
    public long? Estimate(EntriesMatch bounds, long upTo) =>
        Known(bounds, upTo) ?? (Enough(_parameters, bounds) is { } spread && spread.Tells(upTo) ? spread.Mean : null);

    /// <summary>Rows of conditions of the kind, by and large, as far as they were counted further; null where too little is known.</summary>
    /// <param name="bounds">The condition.</param>
    /// <param name="upTo">How far they are counted.</param>
    public long? Typical(EntriesMatch bounds, long upTo) => Known(bounds, upTo) ?? Enough(_further, bounds)?.Mean;

    /// <summary>Rows that this very condition found lately, or a number not below <paramref name="upTo"/> where there were as many.</summary>
    public long? Known(EntriesMatch bounds, long upTo) =>
        _conditions.TryGet(KeyOf(bounds), out var own) && time.GetElapsedTime(own.At) < Freshness && (own.IsAll || own.Rows >= upTo) ? own.Rows : null;

    /// <summary>Fewest and most rows that conditions of the kind have found, or those of this one; null where too little is known.</summary>
    public (long Least, long Most)? Range(EntriesMatch bounds)
    {
        if (Known(bounds, long.MaxValue) is { } rows)
            return (rows, rows);
        return Enough(_parameters, bounds) is { } spread
            ? ((long)spread.Least, spread.IsOpen ? long.MaxValue : (long)Math.Ceiling(spread.Most))
            : null;
    }

    /// <param name="bounds">The condition.</param>
    /// <param name="rows">As counted.</param>
    /// <param name="isAll">Whether these are all; else counting stopped there.</param>
    /// <param name="isFurther">Whether it was to tell conditions apart that find many.</param>
    public void Learn(EntriesMatch bounds, long rows, bool isAll, bool isFurther = false)
    {
        _conditions.Set(KeyOf(bounds), new Count(rows, isAll, time.GetTimestamp()));
        if (!isFurther)
            Learn(_parameters, bounds, rows, isAll);
        if (isFurther || isAll)
            Learn(_further, bounds, rows, isAll);
    }

    /// <summary>Documents in the collection, about; asked again now and then.</summary>
    public async Task<long> TotalAsync(RowSource source, CancellationToken cancellationToken)
    {
        if (_total is { } known && time.GetElapsedTime(known.At) < TimeSpan.FromMinutes(1))
            return known.Rows;
        long rows = await source.Rows.EstimatedDocumentCountAsync(cancellationToken: cancellationToken);
        _total = new Count(rows, true, time.GetTimestamp());
        return rows;
    }

    private static void Learn(RecentMemory<Spread> memory, EntriesMatch bounds, long rows, bool isAll)
    {
        ulong key = RecentMemory<Spread>.KeyOf(ParameterOf(bounds));
        memory.Set(key, memory.TryGet(key, out var spread) ? spread.With(rows, isAll) : Spread.Of(rows, isAll));
    }

    private static Spread? Enough(RecentMemory<Spread> memory, EntriesMatch bounds) =>
        memory.TryGet(RecentMemory<Spread>.KeyOf(ParameterOf(bounds)), out var spread) && spread.Samples >= EnoughSamples ? spread : null;

    private static ulong KeyOf(EntriesMatch bounds) => RecentMemory<Count>.KeyOf(bounds.Conditions.SelectMany(
        c => c.Equal.Concat(c.Within.SelectMany(r => new[] { r.From, r.To }))));

    /// <summary>The parameter or the kind of compartment, the kind of its entries, and whether one entry is asked for, several, or a range.</summary>
    private static string ParameterOf(EntriesMatch bounds)
    {
        string first = bounds.Conditions.SelectMany(c => c.Equal.Concat(c.Within.Select(r => r.From))).FirstOrDefault("");
        string prefix = bounds.Prefixes.Count > 0 ? bounds.Prefixes[0] : first[..Math.Max(first.IndexOf('/', StringComparison.Ordinal), 0)];
        string kind = first.Length > prefix.Length ? first.Substring(prefix.Length, 1) : "";
        bool ranges = bounds.Conditions.Any(c => c.Within.Count > 0);
        int alternatives = bounds.Conditions.Sum(c => c.Equal.Count + c.Within.Count);
        return $"{prefix}{kind}{(ranges ? '~' : '=')}{BsonInt32.Create(Math.Min(alternatives, 8))}";
    }

    private sealed record Count(long Rows, bool IsAll, long At);

    /// <summary>How a parameter's conditions differ: the last ones weigh most.</summary>
    /// <param name="Rows">Their mean.</param>
    /// <param name="Least">Fewest.</param>
    /// <param name="Most">Most, as far as they were counted.</param>
    /// <param name="Samples">Conditions, as far as that matters.</param>
    /// <param name="Open">Above 0 while some of the last ones were not counted to their end.</param>
    private sealed record Spread(double Rows, double Least, double Most, int Samples, int Open)
    {
        private const int LongOpen = 64;

        public static Spread Of(long rows, bool isAll) => new(rows, rows, rows, 1, isAll ? 0 : LongOpen);

        public bool IsOpen => Open > 0;

        public long Mean => (long)Math.Ceiling(Rows);

        /// <summary>Whether the mean says something about each: they are alike, or all of them at least as many.</summary>
        public bool Tells(long upTo) => Least >= upTo || (!IsOpen && (Most <= 64 || Most <= 4 * Math.Max(Least, 1)));

        public Spread With(long rows, bool isAll) => new(
            Rows + (rows - Rows) / 16,
            Math.Min(Least * 1.01, rows),
            Math.Max(Most * 0.99, rows),
            Math.Min(Samples + 1, EnoughSamples),
            isAll ? Math.Max(Open - 1, 0) : LongOpen);
    }
}
