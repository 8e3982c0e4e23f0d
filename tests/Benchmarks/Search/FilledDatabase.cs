using System.Diagnostics;
using System.Globalization;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Samples;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Search;

/// <summary>A database with so many generated resources, filled once and kept for later runs; what a run writes is removed again.</summary>
internal sealed class FilledDatabase : IAsyncDisposable
{
    private const int BatchSize = 500;
    private const long Seed = 1;
    private static readonly BsonDocument Marker = new("_id", "filled");
    private readonly BenchmarkDatabase _database;
    private DateTime _filledAt;

    private FilledDatabase(BenchmarkDatabase database, SampleData data, int size)
    {
        _database = database;
        Data = data;
        Size = size;
    }

    public int Size { get; }

    public SampleData Data { get; }

    public BenchmarkDatabase Bench => _database;

    public IMongoCollection<BsonDocument> Resources => _database.Database.GetCollection<BsonDocument>("resources");

    private IMongoCollection<BsonDocument> Notes => _database.Database.GetCollection<BsonDocument>("benchmark");

    public static async Task<FilledDatabase> OpenAsync(int size, CancellationToken cancellationToken)
    {
        var data = new SampleData(Seed, new SampleOptions { Count = size });
        var database = await BenchmarkDatabase.OpenAsync($"bench_search_{size}_{LayoutHash.Of(data)}", cancellationToken);
        var filled = new FilledDatabase(database, data, size);
        var marker = await filled.Notes.Find(Marker).FirstOrDefaultAsync(cancellationToken);
        if (marker is null)
            marker = await filled.FillAsync(cancellationToken);
        filled._filledAt = marker["at"].ToUniversalTime();
        await filled.RestoreAsync(cancellationToken);
        return filled;
    }

    /// <summary>Removes what was written after the filling.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) => Resources.DeleteManyAsync(
        new BsonDocument("lastUpdated", new BsonDocument("$gt", _filledAt)), new DeleteOptions { Hint = BsonDocument.Parse(IndexKeys.UpdatedOfAll) }, cancellationToken);

    /// <summary>Drops the database instead of keeping it.</summary>
    public Task DropAsync(CancellationToken cancellationToken) => _database.Client.DropDatabaseAsync(_database.Name, cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<BsonDocument> FillAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        // What an interrupted run left.
        await DropAsync(cancellationToken);
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = _database.ConnectionString, Database = _database.Name });
        await database.PrepareAsync(cancellationToken);
        using var writing = new EngineWriting(database);
        int done = 0;
        // One batch is written while the next is made.
        var writes = Task.CompletedTask;
        foreach (var batch in Data.Resources().Chunk(BatchSize))
        {
            ResourceDocument[] documents = [.. batch.Select(writing.DocumentOf)];
            await writes;
            done += documents.Length;
            if (done % 20_000 == 0)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {Size:N0} filled in"));
            writes = database.Resources.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false }, cancellationToken);
        }

        await writes;
        var marker = new BsonDocument(Marker)
        {
            { "at", TimeProvider.System.GetUtcNow().AddMilliseconds(1).UtcDateTime },
            { "seconds", Stopwatch.GetElapsedTime(start).TotalSeconds },
        };
        await Notes.InsertOneAsync(marker, cancellationToken: cancellationToken);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Size:N0} filled in {marker["seconds"].AsDouble:N0} s"));
        return marker;
    }
}
