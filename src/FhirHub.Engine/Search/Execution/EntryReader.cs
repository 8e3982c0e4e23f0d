using FhirHub.Engine.Storage;
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
        var found = await EntriesAsync(rows, references, reading);
        return found.ToDictionary(f => f.Key, f => f.Value.Select(e => e[(e.IndexOf('!', StringComparison.Ordinal) + 1)..]).ToList(), StringComparer.Ordinal);
    }

    /// <summary>For each row, by its id, its entries of the parameters: <c>Observation.subject!Patient/1</c>.</summary>
    /// <remarks>Rows that come with entries have to have those of these parameters.</remarks>
    public async Task<Dictionary<string, IReadOnlyList<string>>> EntriesAsync(IReadOnlyList<RowDocument> rows, IReadOnlyList<string> references, Reading reading)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        string[] heads = [.. references.Select(r => r + "!")];
        foreach (var row in rows.Where(r => r.Tokens is not null))
            found[row.Id] = [.. row.Tokens!.Where(t => Array.Exists(heads, h => t.StartsWith(h, StringComparison.Ordinal)))];
        var versions = rows.Where(r => r.SupersededKey is null && r.Tokens is null).ToDictionary(r => r.Id, r => r.Version, StringComparer.Ordinal);
        await foreach (var row in ReadAsync(current, versions.Keys, heads, reading))
        {
            if (versions[row.Id] == row.Version)
                found[row.Id] = row.Tokens ?? [];
        }

        // Superseded when they were found, or since.
        var replaced = rows.Where(r => !found.ContainsKey(r.Id)).ToDictionary(r => HistoryDocument.IdOf(r.Key, r.Version), r => r.Id, StringComparer.Ordinal);
        await foreach (var row in ReadAsync(former, replaced.Keys, heads, reading))
            found[replaced[row.Id]] = row.Tokens ?? [];
        return found;
    }

    public static BsonDocument ByIds(IEnumerable<string> ids) => new("_id", new BsonDocument("$in", new BsonArray(ids)));

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
        return ids.Count == 0 ? AsyncEnumerable.Empty<RowDocument>() : SegmentReader.ReadAsync(segment, 0, withContent: false, reading, reading.Cancellation);
    }
}
