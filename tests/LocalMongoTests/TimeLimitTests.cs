using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

public sealed class TimeLimitTests : DatabaseFixture
{
    private IMongoCollection<BsonDocument> rows = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        rows = NewCollection();
        await rows.InsertManyAsync(Enumerable.Range(0, 4000).Select(i => new BsonDocument { { "_id", i }, { "a", i % 17 }, { "b", i % 13 } }));
    }

    [Test]
    public async Task Query_over_its_time_limit_ends_with_error_50_in_time()
    {
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<MongoExecutionTimeoutException>(() => Slow(new AggregateOptions { MaxTime = TimeSpan.FromMilliseconds(100) }, default));
        Assert.That((error!.Code, error.CodeName), Is.EqualTo((50, "MaxTimeMSExpired")));
        Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(5));
    }

    [Test]
    public async Task Query_within_its_time_limit_is_answered() =>
        Assert.That(await rows.Find(ById(1), new FindOptions { MaxTime = TimeSpan.FromSeconds(20) }).ToListAsync(), Has.Count.EqualTo(1));

    [Test]
    public async Task Cancelled_query_stops_in_the_engine()
    {
        using var cancel = new CancellationTokenSource();
        var running = Slow(new AggregateOptions(), cancel.Token);
        await Eventually.True(async () => await Busy() > 0);
        await cancel.CancelAsync();
        await Assert.ThatAsync(() => running, Throws.InstanceOf<OperationCanceledException>());
        await Eventually.True(async () => await Busy() == 0, seconds: 5);
    }

    private static async Task<int> Busy()
    {
        var status = await Client.GetDatabase("admin").RunCommandAsync<BsonDocument>(new BsonDocument("serverStatus", 1));
        return status["globalLock"]["activeClients"]["total"].ToInt32();
    }

    /// <summary>Joins the collection with itself without an index: 16 million comparisons.</summary>
    private async Task<List<BsonDocument>> Slow(AggregateOptions options, CancellationToken cancellationToken)
    {
        using var cursor = await rows.AggregateAsync<BsonDocument>(new[]
        {
            Doc($"{{ $lookup: {{ from: '{rows.CollectionNamespace.CollectionName}', let: {{ a: '$a', b: '$b' }}, as: 'x', pipeline: [ {{ $match: {{ $expr: {{ $eq: [ {{ $add: ['$a', '$$b'] }}, '$$a' ] }} }} }} ] }} }}"),
            Doc("{ $group: { _id: null, n: { $sum: { $size: '$x' } } } }"),
        }, options, cancellationToken);
        return await cursor.ToListAsync(cancellationToken);
    }
}
