using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Search.Execution;

/// <summary>One of the two collections that searches read: the current versions, or those that were superseded lately.</summary>
/// <param name="Rows">The collection.</param>
/// <param name="KeyField">Where a row has its resource's key.</param>
/// <param name="Superseded">Whether it is the second one.</param>
internal sealed record RowSource(IMongoCollection<RowDocument> Rows, string KeyField, bool Superseded)
{
    public FilterBuilder Filters { get; } = new(KeyField);

    public static RowSource Current(FhirDatabase database) => new(database.Collection<RowDocument>("resources"), "_id", Superseded: false);

    public static RowSource Former(FhirDatabase database) => new(database.Collection<RowDocument>("superseded"), "key", Superseded: true);

    /// <summary>Holds for the rows of this collection that were current at the snapshot.</summary>
    public BsonDocument Visible(Snapshot at)
    {
        var inFlight = new BsonArray(at.InFlight);
        var seen = new BsonDocument("$lte", at.Time);
        if (inFlight.Count > 0)
            seen.Add("$nin", inFlight);
        var visible = new BsonDocument("stamp", seen);
        if (!Superseded)
            return visible;
        var later = new BsonDocument("supersededBy", new BsonDocument("$gt", at.Time));
        return inFlight.Count == 0
            ? visible.Merge(later)
            : visible.Add("$or", new BsonArray { later, new BsonDocument("supersededBy", new BsonDocument("$in", inFlight)) });
    }

    /// <summary>Bounds the superseded versions to those that were superseded since the snapshot.</summary>
    public static BsonDocument SupersededSince(Snapshot at) =>
        new("supersededBy", new BsonDocument("$gte", at.InFlight.Count > 0 ? Math.Min(at.InFlight[0], at.Time) : at.Time));
}
