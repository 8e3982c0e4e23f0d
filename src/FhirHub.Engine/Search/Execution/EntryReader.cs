using FhirHub.Engine.Storage;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Reads the references of rows from their index entries: row by row, since those of a single one (a Group, a List) may be a hundred thousand.
/// </summary>
internal sealed class EntryReader(RowSource current, RowSource former)
{
    /// <summary>Ids, or entries, that one query asks for at most; those of a search can be longer than a command of the database may be.</summary>
    public const int AtOnce = 1000;

    /// <summary>Entries that a row itself may come with: more are read by themselves.</summary>
    public const int MostOfRow = 100;

    /// <summary>What each row's entries of the parameters refer to: <c>Patient/1</c>. The rows come in no particular order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="references">Prefixes of reference parameters.</param>
    /// <param name="reading">Under which conditions it reads.</param>
    public IAsyncEnumerable<(RowDocument Row, IEnumerable<string> Targets)> TargetsAsync(
        IReadOnlyList<RowDocument> rows, IReadOnlyList<string> references, Reading reading) =>
        EntriesAsync(rows, references, reading).Select(r => (r.Row, r.Entries.Select(e => e[(e.IndexOf('!', StringComparison.Ordinal) + 1)..])));

    /// <summary>Each row's entries of the parameters: <c>Observation.subject!Patient/1</c>. The rows come in no particular order.</summary>
    /// <remarks>A row that comes with entries has to come with those of these parameters.</remarks>
    public async IAsyncEnumerable<(RowDocument Row, IReadOnlyList<string> Entries)> EntriesAsync(
        IReadOnlyList<RowDocument> rows, IReadOnlyList<string> references, Reading reading)
    {
        string[] heads = [.. references.Select(r => r + "!")];
        foreach (var part in rows.Chunk(AtOnce))
        {
            foreach (var row in part.Where(HasEntries))
                yield return (row, [.. row.Tokens!.Where(t => Array.Exists(heads, h => t.StartsWith(h, StringComparison.Ordinal)))]);
            var left = part.Where(r => !HasEntries(r)).DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);
            string[] ids = [.. left.Values.Where(r => r.SupersededKey is null).Select(r => r.Id)];
            await foreach (var row in ReadAsync(current, ids, heads, reading))
            {
                if (left[row.Id].Version == row.Version && left.Remove(row.Id, out var own))
                    yield return (own, row.Tokens ?? []);
            }

            // Superseded when they were found, or since.
            var replaced = left.Values.ToDictionary(r => HistoryDocument.IdOf(r.Key, r.Version), StringComparer.Ordinal);
            await foreach (var row in ReadAsync(former, replaced.Keys, heads, reading))
                yield return (replaced[row.Id], row.Tokens ?? []);
        }
    }

    public static BsonDocument ByIds(IEnumerable<string> ids) => new("_id", new BsonDocument("$in", new BsonArray(ids)));

    private static bool HasEntries(RowDocument row) => row.Tokens is { Count: < MostOfRow };

    private static IAsyncEnumerable<RowDocument> ReadAsync(RowSource source, IReadOnlyCollection<string> ids, string[] heads, Reading reading)
    {
        var segment = new Segment
        {
            Source = source,
            Purpose = "references of rows",
            Filter = ByIds(ids),
            Hint = IndexHints.Id,
            EntriesOf = heads,
        };
        return ids.Count == 0 ? AsyncEnumerable.Empty<RowDocument>() : SegmentReader.ReadAsync(segment, ids.Count, withContent: false, reading, reading.Cancellation);
    }
}
