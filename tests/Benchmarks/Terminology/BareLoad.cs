using System.Diagnostics;
using System.Globalization;
using FhirHub.Engine.Terminology.Loading;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Terminology;

/// <summary>The driver alone, with the documents of a set that was loaded: the inserts, then the same indexes.</summary>
internal static class BareLoad
{
    private const int BatchSize = 1000;

    /// <param name="concepts">The set.</param>
    /// <param name="loaded">Seconds in which it was loaded.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task CompareAsync(IMongoCollection<BsonDocument> concepts, double loaded, CancellationToken cancellationToken)
    {
        var documents = await concepts.Find(new BsonDocument()).ToListAsync(cancellationToken);
        double keys = documents.Average(d => d[ConceptDocument.Keys].AsBsonArray.Count);
        var (inserted, indexed) = await TimeAsync(concepts.Database, "bare", documents, isIndexedFirst: false, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents.Count} documents of {keys:0.0} keys. Driver alone: insertMany {inserted:0.0} s, the indexes {indexed:0.0} s."));
        var (kept, _) = await TimeAsync(concepts.Database, "kept", documents, isIndexedFirst: true, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"With the indexes kept up at every insert: {kept:0.0} s. Loading costs {loaded / inserted:0.0} times the bare insertMany, {loaded / (inserted + indexed):0.0} times insertMany and indexes.{Environment.NewLine}"));
    }

    private static async Task<(double Inserted, double Indexed)> TimeAsync(
        IMongoDatabase database, string name, List<BsonDocument> documents, bool isIndexedFirst, CancellationToken cancellationToken)
    {
        var collection = database.GetCollection<BsonDocument>(name);
        if (isIndexedFirst)
            await IndexAsync();
        var watch = Stopwatch.StartNew();
        foreach (var some in documents.Chunk(BatchSize))
            await collection.InsertManyAsync(some, new InsertManyOptions { IsOrdered = false }, cancellationToken);
        double inserted = watch.Elapsed.TotalSeconds;
        watch.Restart();
        if (!isIndexedFirst)
            await IndexAsync();
        double indexed = watch.Elapsed.TotalSeconds;
        await database.DropCollectionAsync(name, cancellationToken);
        return (inserted, indexed);

        Task IndexAsync() => collection.Indexes.CreateManyAsync(
            [new CreateIndexModel<BsonDocument>(ConceptDocument.ByOrder), new CreateIndexModel<BsonDocument>(ConceptDocument.ByKey)], cancellationToken);
    }
}
