using System.Runtime.CompilerServices;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Reads the content of rows: from the current version, or from the history where a row's version was superseded.</summary>
internal sealed class ContentReader(FhirDatabase database, RowSource current)
{
    private const string FormerContent = "content of former versions";

    /// <summary>Rows that are asked for at once: few until their size is known.</summary>
    private const int FirstGroup = 25;
    private const int LargestGroup = 200;

    /// <summary>Rows that turn out to be more are asked for again in smaller groups: only one may be larger by itself.</summary>
    private const long GroupBytes = 8 * 1024 * 1024;
    private const int Shrinking = 5;
    private const int Growth = 4;

    private readonly Payloads _payloads = new(database);

    public Payloads Payloads => _payloads;

    /// <summary>The versions of rows, in their order, until they exceed a number of bytes; at least one.</summary>
    public async Task<List<StoredVersion>> LoadAsync(IReadOnlyList<RowDocument> rows, long bytes, Reading reading)
    {
        var versions = new List<StoredVersion>(rows.Count);
        long total = 0;
        await foreach (var (_, version) in VersionsAsync(rows, reading))
        {
            if (versions.Count > 0 && total > bytes)
                break;
            versions.Add(version);
            total += version.Json?.Length ?? 0;
        }

        return versions;
    }

    /// <summary>Each row with its JSON.</summary>
    public async IAsyncEnumerable<(RowDocument Row, ReadOnlyMemory<byte> Json)> EachAsync(IReadOnlyList<RowDocument> rows, Reading reading)
    {
        await foreach (var (row, version) in VersionsAsync(rows, reading))
        {
            if (version.Json is { } json)
                yield return (row, await json.LoadAsync(reading.Cancellation));
        }
    }

    private async IAsyncEnumerable<(RowDocument Row, StoredVersion Version)> VersionsAsync(IReadOnlyList<RowDocument> rows, Reading reading)
    {
        int size = FirstGroup;
        for (int from = 0; from < rows.Count;)
        {
            RowDocument[] group = [.. rows.Skip(from).Take(size)];
            if (await GroupAsync(group, reading) is not { } found)
            {
                // They are larger than those before.
                size = Math.Max(group.Length / Shrinking, 1);
                continue;
            }

            foreach (var row in group)
                yield return (row, found[row.Id]);
            from += group.Length;
            long average = Math.Max(found.Values.Sum(BytesOf) / group.Length, 1);
            size = (int)Math.Clamp(GroupBytes / average, 1, Math.Min(LargestGroup, size * Growth));
        }
    }

    /// <summary>By id of the row; null where several rows are more than may be held at once.</summary>
    private async Task<Dictionary<string, StoredVersion>?> GroupAsync(RowDocument[] rows, Reading reading)
    {
        var found = new Dictionary<string, StoredVersion>(StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.HasContent))
            found[row.Id] = row.ToVersion(_payloads);
        // A row may come twice where what is current is read while writers run; then the reading is found not to be of one moment.
        var lean = rows.Where(r => !r.HasContent && r.SupersededKey is null).DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);
        long bytes = 0;
        if (lean.Count > 0)
        {
            var segment = new Segment { Source = current, Purpose = "content of rows", Filter = EntryReader.ByIds(lean.Keys), Hint = IndexHints.Id };
            await foreach (var row in SegmentReader.ReadAsync(segment, 0, withContent: true, reading, reading.Cancellation))
            {
                if ((bytes += row.Json?.Length ?? 0) > GroupBytes && rows.Length > 1)
                    return null;
                if (lean[row.Id].Version == row.Version)
                    found[row.Id] = row.ToVersion(_payloads);
            }
        }

        var former = rows.Where(r => !found.ContainsKey(r.Id)).DistinctBy(r => (r.Key, r.Version)).ToDictionary(r => HistoryDocument.IdOf(r.Key, r.Version), r => r.Id, StringComparer.Ordinal);
        if (former.Count == 0)
            return found;
        await foreach (var version in HistoryAsync(former.Keys, reading, reading.Cancellation))
        {
            if ((bytes += BytesOf(version)) > GroupBytes && rows.Length > 1)
                return null;
            found[former[HistoryDocument.IdOf(version.Key.ToString(), version.Version)]] = version;
        }

        return found;
    }

    /// <summary>What it takes in memory: chunks are read when they are wanted.</summary>
    private static long BytesOf(StoredVersion version) => version.Json?.Inline?.Length ?? 0;

    private async IAsyncEnumerable<StoredVersion> HistoryAsync(
        IReadOnlyCollection<string> ids, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FilterDefinition<HistoryDocument> filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)));
        using var cursor = await reading.Within(FormerContent, left => database.History.FindAsync(
            filter, new FindOptions<HistoryDocument> { MaxTime = left }, cancellationToken));
        while (await reading.Within(FormerContent, _ => cursor.MoveNextAsync(cancellationToken)))
        {
            foreach (var document in cursor.Current)
                yield return StoredVersion.From(document, _payloads);
        }
    }
}
