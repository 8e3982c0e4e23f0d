using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Layout;

/// <summary>FhirHub's layout: all types in one collection, superseded versions in a second.</summary>
internal sealed class OneCollection(IMongoDatabase database) : StoreLayout(database)
{
    public override string Name => "one collection";

    public override IReadOnlyDictionary<string, string[]> Collections { get; } = new Dictionary<string, string[]>
    {
        ["resources"] = ["{ type: 1, lastUpdated: -1, _id: -1 }", "{ lastUpdated: -1, _id: -1 }"],
        ["history"] = ["{ key: 1, version: -1 }", "{ type: 1, lastUpdated: -1, key: -1 }", "{ lastUpdated: -1, key: -1 }"],
    };

    public override async ValueTask<bool> TypePageAsync(string type, int rows, CancellationToken cancellationToken)
    {
        var ofType = new BsonDocument("type", type);
        var current = await NewestAsync(Current(type), ofType, "_id", rows, cancellationToken);
        var superseded = await NewestAsync(Superseded(type), ofType, "key", rows, cancellationToken);
        return current.Count + superseded.Count >= rows;
    }

    public override async ValueTask<bool> SystemPageAsync(int rows, CancellationToken cancellationToken)
    {
        var current = await NewestAsync(Collection("resources"), All, "_id", rows, cancellationToken);
        var superseded = await NewestAsync(Collection("history"), All, "key", rows, cancellationToken);
        return current.Count + superseded.Count >= rows;
    }

    protected override IMongoCollection<BsonDocument> Current(string type) => Collection("resources");

    protected override IMongoCollection<BsonDocument> Superseded(string type) => Collection("history");
}
