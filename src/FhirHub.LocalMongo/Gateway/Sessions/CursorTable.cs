using System.Collections.Concurrent;

namespace FhirHub.LocalMongo.Gateway.Sessions;

/// <summary>The open cursors: for each the engine's own continuation document, which is all there is to a cursor.</summary>
internal sealed class CursorTable(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, OpenCursor> cursors = new();

    public int Count => cursors.Count;

    public void Keep(long id, OpenCursor cursor) => cursors[id] = cursor with { LastUsed = time.GetTimestamp() };

    /// <summary>Takes the cursor out while a getMore runs on it.</summary>
    public OpenCursor? Take(long id) => cursors.TryRemove(id, out var cursor) ? cursor : null;

    public OpenCursor? Find(long id) => cursors.GetValueOrDefault(id);

    /// <summary>The ids of cursors whose client has gone silent; they are forgotten here.</summary>
    public IReadOnlyList<long> Expire() => TakeWhere(cursor => time.GetElapsedTime(cursor.LastUsed) > Lifetime);

    public IReadOnlyList<long> EndSession(Guid session) => TakeWhere(cursor => cursor.Session == session);

    private List<long> TakeWhere(Func<OpenCursor, bool> condition) =>
        [.. cursors.Where(entry => condition(entry.Value)).Select(entry => entry.Key).Where(id => cursors.TryRemove(id, out _))];
}
