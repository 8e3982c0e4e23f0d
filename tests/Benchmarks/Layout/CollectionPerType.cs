using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Layout;

/// <summary>The alternative: a collection and a history collection for each type; what spans types asks all of them.</summary>
internal sealed class CollectionPerType(IMongoDatabase database) : StoreLayout(database)
{
    /// <summary>More at once would only queue for connections.</summary>
    private const int FanOut = 16;

    public override string Name => "collection per type";

    public override IReadOnlyDictionary<string, string[]> Collections { get; } = LayoutDocuments.Types
        .SelectMany(type => new KeyValuePair<string, string[]>[]
        {
            new(CurrentName(type), ["{ lastUpdated: -1, _id: -1 }"]),
            new(SupersededName(type), ["{ key: 1, version: -1 }", "{ lastUpdated: -1, key: -1 }"]),
        })
        .ToDictionary();

    public override async ValueTask<bool> TypePageAsync(string type, int rows, CancellationToken cancellationToken)
    {
        var current = await NewestAsync(Current(type), All, "_id", rows, cancellationToken);
        var superseded = await NewestAsync(Superseded(type), All, "key", rows, cancellationToken);
        return current.Count + superseded.Count >= rows;
    }

    public override async ValueTask<bool> SystemPageAsync(int rows, CancellationToken cancellationToken)
    {
        int[] found = new int[LayoutDocuments.Types.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = FanOut, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, options, async (i, token) =>
        {
            string type = LayoutDocuments.Types[i];
            found[i] = (await NewestAsync(Current(type), All, "_id", rows, token)).Count
                + (await NewestAsync(Superseded(type), All, "key", rows, token)).Count;
        });
        return found.Sum() >= rows;
    }

    protected override IMongoCollection<BsonDocument> Current(string type) => Collection(CurrentName(type));

    protected override IMongoCollection<BsonDocument> Superseded(string type) => Collection(SupersededName(type));

    private static string CurrentName(string type) => $"type_{type}";

    private static string SupersededName(string type) => $"type_{type}_history";
}
