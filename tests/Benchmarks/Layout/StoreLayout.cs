using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Layout;

/// <summary>A way to spread resources and their history over collections.</summary>
internal abstract class StoreLayout(IMongoDatabase database)
{
    private const int Batch = 500;

    protected static readonly FilterDefinition<BsonDocument> All = new BsonDocument();

    public abstract string Name { get; }

    /// <summary>Every collection with its indexes.</summary>
    public abstract IReadOnlyDictionary<string, string[]> Collections { get; }

    protected IMongoCollection<BsonDocument> Collection(string name) => database.GetCollection<BsonDocument>(name);

    protected abstract IMongoCollection<BsonDocument> Current(string type);

    protected abstract IMongoCollection<BsonDocument> Superseded(string type);

    public abstract ValueTask<bool> TypePageAsync(string type, int rows, CancellationToken cancellationToken);

    public abstract ValueTask<bool> SystemPageAsync(int rows, CancellationToken cancellationToken);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var (collection, indexes) in Collections)
            await Collection(collection).Indexes.CreateManyAsync(indexes.Select(k => new CreateIndexModel<BsonDocument>(k)), cancellationToken);
    }

    /// <summary>Stores <paramref name="count"/> resources and for every third a superseded version.</summary>
    public async Task FillAsync(int count, CancellationToken cancellationToken)
    {
        foreach (int[] batch in Enumerable.Range(0, count).GroupBy(LayoutDocuments.TypeOf).SelectMany(t => t.Chunk(Batch)))
        {
            string type = LayoutDocuments.TypeOf(batch[0]);
            await Current(type).InsertManyAsync(batch.Select(LayoutDocuments.Current), cancellationToken: cancellationToken);
            var superseded = batch.Where(n => n % 3 == 0).Select(LayoutDocuments.Superseded).ToList();
            if (superseded.Count > 0)
                await Superseded(type).InsertManyAsync(superseded, cancellationToken: cancellationToken);
        }
    }

    public async ValueTask<bool> InsertAsync(int number, CancellationToken cancellationToken)
    {
        await Current(LayoutDocuments.TypeOf(number)).InsertOneAsync(LayoutDocuments.Current(number), cancellationToken: cancellationToken);
        return true;
    }

    public async ValueTask<bool> ReadAsync(int number, CancellationToken cancellationToken) =>
        await Current(LayoutDocuments.TypeOf(number)).Find(new BsonDocument("_id", LayoutDocuments.KeyOf(number)))
            .Limit(1).FirstOrDefaultAsync(cancellationToken) is not null;

    /// <summary>Documents, data and indexes in MB, as the database tells.</summary>
    public async Task<(long Documents, double DataMegabytes, double IndexMegabytes)> SizeAsync(CancellationToken cancellationToken)
    {
        long documents = 0;
        double data = 0, indexes = 0;
        foreach (string name in Collections.Keys)
        {
            var stats = await database.RunCommandAsync<BsonDocument>(new BsonDocument("collStats", name), cancellationToken: cancellationToken);
            documents += stats["count"].ToInt64();
            data += stats["storageSize"].ToDouble() / 1024 / 1024;
            indexes += stats["totalIndexSize"].ToDouble() / 1024 / 1024;
        }

        return (documents, data, indexes);
    }

    protected static Task<List<BsonDocument>> NewestAsync(
        IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter, string key, int rows, CancellationToken cancellationToken) =>
        collection.Find(filter).Sort(new BsonDocument { { "lastUpdated", -1 }, { key, -1 } }).Limit(rows).ToListAsync(cancellationToken);
}
