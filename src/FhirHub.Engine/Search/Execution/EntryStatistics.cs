using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, Count> _conditions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Spread> _parameters = new(StringComparer.Ordinal);
    private Count? _total;

    /// <summary>Rows of one condition; null where that has to be asked.</summary>
    public long? Estimate(EntriesMatch bounds)
    {
        if (Known(bounds) is { } own)
            return own;
        return _parameters.TryGetValue(ParameterOf(bounds), out var spread) && spread.Samples >= EnoughSamples && spread.IsEven
            ? spread.Mean
            : null;
    }

    /// <summary>Rows of conditions of the kind, by and large; null where too little is known.</summary>
    public long? Typical(EntriesMatch bounds) =>
        _parameters.TryGetValue(ParameterOf(bounds), out var spread) && spread.Samples >= EnoughSamples ? spread.Mean : null;

    /// <summary>Rows that this very condition found lately.</summary>
    public long? Known(EntriesMatch bounds) =>
        _conditions.TryGetValue(KeyOf(bounds), out var own) && time.GetElapsedTime(own.At) < Freshness ? own.Rows : null;

    /// <summary>Fewest and most rows that conditions of the kind have found, or those of this one; null where too little is known.</summary>
    public (long Least, long Most)? Range(EntriesMatch bounds)
    {
        if (Estimate(bounds) is { } rows)
            return (rows, rows);
        return _parameters.TryGetValue(ParameterOf(bounds), out var spread) && spread.Samples >= EnoughSamples
            ? ((long)spread.Least, (long)Math.Ceiling(spread.Most))
            : null;
    }

    /// <param name="bounds">The condition.</param>
    /// <param name="rows">As counted, up to the limit of the count.</param>
    public void Learn(EntriesMatch bounds, long rows)
    {
        if (_conditions.Count >= MostConditions)
            _conditions.Clear();
        _conditions[KeyOf(bounds)] = new Count(rows, time.GetTimestamp());
        _parameters.AddOrUpdate(ParameterOf(bounds), _ => new Spread(rows), (_, spread) => spread.With(rows));
    }

    /// <summary>Documents in the collection, about; asked again now and then.</summary>
    public async Task<long> TotalAsync(RowSource source, CancellationToken cancellationToken)
    {
        if (_total is { } known && time.GetElapsedTime(known.At) < TimeSpan.FromMinutes(1))
            return known.Rows;
        long rows = await source.Rows.EstimatedDocumentCountAsync(cancellationToken: cancellationToken);
        _total = new Count(rows, time.GetTimestamp());
        return rows;
    }

    private static string KeyOf(EntriesMatch bounds) => string.Join('\n', bounds.Conditions.SelectMany(
        c => c.Equal.Concat(c.Within.Select(r => r.From + '\t' + r.To))));

    /// <summary>The parameter, the kind of its entries, and whether one entry is asked for, several, or a range.</summary>
    private static string ParameterOf(EntriesMatch bounds)
    {
        string prefix = bounds.Prefixes.Count > 0 ? bounds.Prefixes[0] : bounds.Name;
        string first = bounds.Conditions.SelectMany(c => c.Equal.Concat(c.Within.Select(r => r.From))).FirstOrDefault("");
        string kind = first.Length > prefix.Length ? first.Substring(prefix.Length, 1) : "";
        bool ranges = bounds.Conditions.Any(c => c.Within.Count > 0);
        int alternatives = bounds.Conditions.Sum(c => c.Equal.Count + c.Within.Count);
        return $"{prefix}{kind}{(ranges ? '~' : '=')}{BsonInt32.Create(Math.Min(alternatives, 8))}";
    }

    private sealed record Count(long Rows, long At);

    /// <summary>How a parameter's conditions differ: the last ones weigh most.</summary>
    private sealed record Spread(double Rows, double Least, double Most, int Samples)
    {
        public Spread(long rows)
            : this(rows, rows, rows, 1)
        {
        }

        /// <summary>Whether the mean says something about each.</summary>
        public bool IsEven => Most <= 64 || Most <= 4 * Math.Max(Least, 1);

        public long Mean => (long)Math.Ceiling(Rows);

        public Spread With(long rows) =>
            new(Rows + (rows - Rows) / 16, Math.Min(Least * 1.01, rows), Math.Max(Most * 0.99, rows), Math.Min(Samples + 1, EnoughSamples));
    }
}
