using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Reads the references of rows from their index entries.</summary>
internal sealed class EntryReader(RowSource current, RowSource former)
{
    /// <summary>For each row, by its id, what its entries of the parameters refer to: <c>Patient/1</c>.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="references">Prefixes of reference parameters.</param>
    /// <param name="reading">Under which conditions it reads.</param>
    public async Task<Dictionary<string, List<string>>> TargetsAsync(IReadOnlyList<RowDocument> rows, IReadOnlyList<string> references, Reading reading)
    {
        var targets = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        string[] heads = [.. references.Select(r => r + "!")];
        foreach (var (source, ids) in BySource(rows, current, former))
        {
            var segment = new Segment
            {
                Source = source,
                Purpose = "references of rows",
                Filter = ByIds(ids),
                Hint = IndexHints.Id,
                EntriesOf = heads,
            };
            await foreach (var row in SegmentReader.ReadAsync(segment, 0, withContent: false, reading, reading.Cancellation))
                targets[row.Id] = [.. (row.Tokens ?? []).Select(t => TargetOf(t, heads))];
        }

        return targets;
    }

    /// <summary>The ids of rows in each collection.</summary>
    public static IEnumerable<(RowSource Source, List<string> Ids)> BySource(IReadOnlyList<RowDocument> rows, RowSource current, RowSource former)
    {
        List<string> now = [.. rows.Where(r => r.SupersededKey is null).Select(r => r.Id)];
        List<string> then = [.. rows.Where(r => r.SupersededKey is not null).Select(r => r.Id)];
        if (now.Count > 0)
            yield return (current, now);
        if (then.Count > 0)
            yield return (former, then);
    }

    public static BsonDocument ByIds(IEnumerable<string> ids) => new("_id", new BsonDocument("$in", new BsonArray(ids)));

    private static string TargetOf(string entry, string[] heads) =>
        entry[heads.First(h => entry.StartsWith(h, StringComparison.Ordinal)).Length..];
}
