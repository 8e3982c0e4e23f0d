using System.Runtime.CompilerServices;
using FhirHub.Engine.Access;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources;

/// <summary>
/// Reads histories of one resource, a type, or all: the current versions and the superseded ones, merged by time.
/// The current ones are read first: a version that is superseded in between is then met twice, never missed.
/// </summary>
public sealed class ResourceHistory(FhirDatabase database)
{
    /// <summary>Content on one page at most, about, in bytes: one version more than fits is taken.</summary>
    private const long PageBytes = 16 * 1024 * 1024;

    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> WithoutSearchFields = SearchableDocument.WithoutSearchFields;

    private readonly Payloads _payloads = new(database);

    /// <summary>The page behind <see cref="HistoryQuery.After"/>.</summary>
    public Task<HistoryPage> ReadAsync(Caller caller, HistoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(async () =>
        {
            var current = await TakeAsync(CurrentRows(query, cancellationToken), query.Count + 1);
            var superseded = await TakeAsync(SupersededRows(query, cancellationToken), query.Count + 1);
            return Merge(current, superseded, query.Count);
        });
    }

    /// <summary>How many versions the query matches, on all pages.</summary>
    public Task<long> CountAsync(Caller caller, HistoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(async () =>
            await database.Resources.FindIn(query.Session, CurrentFilter(query)).CountDocumentsAsync(cancellationToken)
            + await database.History.FindIn(query.Session, SupersededFilter(query)).CountDocumentsAsync(cancellationToken));
    }

    private IAsyncEnumerable<StoredVersion> CurrentRows(HistoryQuery query, CancellationToken cancellationToken) =>
        Walk(database.Resources, CurrentFilter(query), "_id", query, CurrentIndex(query), WithoutSearchFields, d => StoredVersion.From(d, _payloads), cancellationToken);

    private IAsyncEnumerable<StoredVersion> SupersededRows(HistoryQuery query, CancellationToken cancellationToken) =>
        Walk(database.History, SupersededFilter(query), "key", query, SupersededIndex(query), null, d => StoredVersion.From(d, _payloads), cancellationToken);

    /// <summary>Null for a resource's own: planners do not err there, and have a short way for an <c>_id</c>.</summary>
    private static string? CurrentIndex(HistoryQuery query) => query.Instance is not null ? null
        : query.Type is not null ? IndexKeys.Updated
        : IndexKeys.UpdatedOfAll;

    private static string? SupersededIndex(HistoryQuery query) => query.Instance is not null ? null
        : query.Type is not null ? IndexKeys.HistoryOfType
        : IndexKeys.HistoryOfAll;

    private static FilterDefinition<ResourceDocument> CurrentFilter(HistoryQuery query)
    {
        var filter = Builders<ResourceDocument>.Filter;
        var all = CommonFilter<ResourceDocument>(query, "_id");
        if (query.At is { } at)
            all &= filter.Lt(r => r.LastUpdated, at.To) & (filter.Ne(r => r.Deleted, true) | filter.Gte(r => r.LastUpdated, at.From));
        return all;
    }

    private static FilterDefinition<HistoryDocument> SupersededFilter(HistoryQuery query)
    {
        var filter = Builders<HistoryDocument>.Filter;
        var all = CommonFilter<HistoryDocument>(query, "key");
        if (query.At is { } at)
        {
            all &= filter.Lt(h => h.LastUpdated, at.To) & filter.Gt(h => h.SupersededAt, at.From)
                & (filter.Ne(h => h.Deleted, true) | filter.Gte(h => h.LastUpdated, at.From));
        }

        return all;
    }

    private static FilterDefinition<T> CommonFilter<T>(HistoryQuery query, string keyField)
        where T : VersionDocument
    {
        var filter = Builders<T>.Filter;
        var all = query.Instance is { } instance ? filter.Eq(keyField, instance.ToString())
            : query.Type is { } type ? filter.Eq(d => d.Type, type)
            : filter.Empty;
        return query.Since is { } since ? all & filter.Gte(d => d.LastUpdated, since) : all;
    }

    /// <summary>
    /// The rows behind the position, in order, by two index walks: those of the position's own time, then the older ones.
    /// One filter with "or" would mean the same, but planners do not keep its order.
    /// </summary>
    private static async IAsyncEnumerable<StoredVersion> Walk<T>(
        IMongoCollection<T> collection,
        FilterDefinition<T> matches,
        string keyField,
        HistoryQuery query,
        string? index,
        ProjectionDefinition<T, T>? fields,
        Func<T, StoredVersion> toVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : VersionDocument
    {
        var sort = Builders<T>.Sort;
        var order = query.Instance is null ? sort.Descending(d => d.LastUpdated).Descending(keyField) : sort.Descending(d => d.Version);
        var hint = index is null ? null : new FindOptions { Hint = BsonDocument.Parse(index) };
        foreach (var part in Behind(matches, keyField, query))
        {
            var find = collection.FindIn(query.Session, part, hint).Sort(order).Limit(query.Count + 1);
            using var cursor = await (fields is null ? find : find.Project(fields)).ToCursorAsync(cancellationToken);
            while (await cursor.MoveNextAsync(cancellationToken))
            {
                foreach (var document in cursor.Current)
                    yield return toVersion(document);
            }
        }
    }

    private static IEnumerable<FilterDefinition<T>> Behind<T>(FilterDefinition<T> matches, string keyField, HistoryQuery query)
        where T : VersionDocument
    {
        var filter = Builders<T>.Filter;
        if (query.After is not { } after)
            return [matches];
        if (query.Instance is not null)
            return [matches & filter.Lt(d => d.Version, after.Version)];
        return
        [
            matches & filter.Eq(d => d.LastUpdated, after.LastUpdated) & filter.Lt(keyField, after.Key.ToString()),
            matches & filter.Lt(d => d.LastUpdated, after.LastUpdated),
        ];
    }

    /// <summary>The first rows, as many as wanted and as fit; <c>Complete</c> says that none was left out for its size.</summary>
    private static async Task<(List<StoredVersion> Rows, bool Complete)> TakeAsync(IAsyncEnumerable<StoredVersion> rows, int count)
    {
        var taken = new List<StoredVersion>();
        long bytes = 0;
        await foreach (var row in rows)
        {
            if (taken.Count > 0 && bytes > PageBytes)
                return (taken, Complete: false);
            taken.Add(row);
            bytes += row.Json?.Length ?? 0;
            if (taken.Count == count)
                break;
        }

        return (taken, Complete: true);
    }

    private static HistoryPage Merge(
        (List<StoredVersion> Rows, bool Complete) current, (List<StoredVersion> Rows, bool Complete) superseded, int count)
    {
        var page = new List<StoredVersion>();
        int c = 0, s = 0;
        while (page.Count < count)
        {
            // Behind a list that was cut, rows of the other one cannot be placed.
            bool currentLeft = c < current.Rows.Count, supersededLeft = s < superseded.Rows.Count;
            if ((!currentLeft && !current.Complete) || (!supersededLeft && !superseded.Complete) || (!currentLeft && !supersededLeft))
                break;
            int order = !currentLeft ? 1 : !supersededLeft ? -1 : -Compare(current.Rows[c], superseded.Rows[s]);
            page.Add(order <= 0 ? current.Rows[c] : superseded.Rows[s]);
            if (order <= 0)
                c++;
            if (order >= 0)
                s++;
        }

        bool more = c < current.Rows.Count || s < superseded.Rows.Count || !current.Complete || !superseded.Complete;
        var last = page.Count > 0 ? page[^1] : null;
        return new HistoryPage(page, more && last is not null ? new HistoryPosition(last.LastUpdated, last.Key, last.Version) : null);
    }

    private static int Compare(StoredVersion a, StoredVersion b)
    {
        int time = a.LastUpdated.CompareTo(b.LastUpdated);
        return time != 0 ? time : string.CompareOrdinal(a.Key.ToString(), b.Key.ToString());
    }
}
