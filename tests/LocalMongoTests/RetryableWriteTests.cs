using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

public sealed class RetryableWriteTests : DatabaseFixture
{
    [Test]
    public async Task Resent_update_is_applied_once_and_answered_alike()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 0 }"));
        using var session = await RawSession.OpenAsync(Database);
        var update = Doc($"{{ update: '{Name(collection)}', updates: [ {{ q: {{ _id: 1 }}, u: {{ $inc: {{ n: 1 }} }} }} ] }}");
        var first = await session.RunAsync(update, number: 1);
        var again = await session.RunAsync(update, number: 1);
        Assert.That(again["nModified"], Is.EqualTo(first["nModified"]));
        Assert.That((await collection.Find(ById(1)).SingleAsync())["n"], Is.EqualTo((BsonValue)1));
        await session.RunAsync(update, number: 2);
        Assert.That((await collection.Find(ById(1)).SingleAsync())["n"], Is.EqualTo((BsonValue)2));
    }

    [Test]
    public async Task Resent_batch_of_inserts_reports_no_duplicates()
    {
        var collection = NewCollection();
        using var session = await RawSession.OpenAsync(Database);
        var insert = Doc($"{{ insert: '{Name(collection)}', documents: [ {{ _id: 1 }}, {{ _id: 2 }}, {{ _id: 3 }} ] }}");
        await session.RunAsync(insert, number: 1);
        var again = await session.RunAsync(insert, number: 1);
        Assert.That((again["n"].ToInt32(), again.Contains("writeErrors")), Is.EqualTo((3, false)));
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(3));
    }

    [Test]
    public async Task Resent_findAndModify_returns_the_first_answer()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 0 }"));
        using var session = await RawSession.OpenAsync(Database);
        var command = Doc($"{{ findAndModify: '{Name(collection)}', query: {{ _id: 1 }}, update: {{ $inc: {{ n: 1 }} }}, new: true }}");
        var first = await session.RunAsync(command, number: 1);
        var again = await session.RunAsync(command, number: 1);
        Assert.That(again["value"], Is.EqualTo(first["value"]));
        Assert.That((await collection.Find(ById(1)).SingleAsync())["n"], Is.EqualTo((BsonValue)1));
    }

    [Test]
    public async Task Resent_delete_deletes_nothing_more()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync([Doc("{ _id: 1 }"), Doc("{ _id: 2 }")]);
        using var session = await RawSession.OpenAsync(Database);
        var delete = Doc($"{{ delete: '{Name(collection)}', deletes: [ {{ q: {{}}, limit: 1 }} ] }}");
        await session.RunAsync(delete, number: 1);
        Assert.That((await session.RunAsync(delete, number: 1))["n"].ToInt32(), Is.EqualTo(1));
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_write_sent_many_times_at_once_is_applied_once()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 0 }"));
        using var session = await RawSession.OpenAsync(Database);
        var update = Doc($"{{ update: '{Name(collection)}', updates: [ {{ q: {{ _id: 1 }}, u: {{ $inc: {{ n: 1 }} }} }} ] }}");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => session.RunAsync(update, number: 1)));
        Assert.That((await collection.Find(ById(1)).SingleAsync())["n"], Is.EqualTo((BsonValue)1));
    }

    [Test]
    public async Task Older_number_than_the_latest_is_refused()
    {
        var collection = NewCollection();
        using var session = await RawSession.OpenAsync(Database);
        await session.RunAsync(Doc($"{{ insert: '{Name(collection)}', documents: [ {{ _id: 1 }} ] }}"), number: 5);
        Assert.That(await session.FailsAsync(Doc($"{{ insert: '{Name(collection)}', documents: [ {{ _id: 2 }} ] }}"), number: 4), Is.EqualTo(225));
    }

    private static string Name(IMongoCollection<BsonDocument> collection) => collection.CollectionNamespace.CollectionName;
}
