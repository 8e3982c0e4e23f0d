using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

public sealed class CrudTests : DatabaseFixture
{
    [Test]
    public async Task Inserted_document_is_found_by_its_id()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 'a', n: 1 }"));
        Assert.That(await collection.Find(ById("a")).SingleAsync(), Is.EqualTo(Doc("{ _id: 'a', n: 1 }")));
    }

    [Test]
    public async Task Find_on_a_collection_that_does_not_exist_finds_nothing() =>
        Assert.That(await NewCollection().Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(), Is.Empty);

    [Test]
    public async Task Update_tells_what_it_matched_and_modified()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync([Doc("{ _id: 1, n: 1 }"), Doc("{ _id: 2, n: 2 }")]);
        var result = await collection.UpdateManyAsync(Doc("{}"), Doc("{ $set: { n: 2 } }"));
        Assert.That((result.MatchedCount, result.ModifiedCount), Is.EqualTo((2L, 1L)));
    }

    [Test]
    public async Task Upsert_inserts_and_gives_the_id()
    {
        var collection = NewCollection();
        var result = await collection.ReplaceOneAsync(ById("x"), Doc("{ _id: 'x', n: 1 }"), new ReplaceOptions { IsUpsert = true });
        Assert.That(result.UpsertedId, Is.EqualTo((BsonValue)"x"));
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(1));
    }

    [Test]
    public async Task Find_and_update_returns_the_document_after_the_change()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 1 }"));
        var after = await collection.FindOneAndUpdateAsync(ById(1), Doc("{ $inc: { n: 41 } }"),
            new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After });
        Assert.That(after["n"], Is.EqualTo((BsonValue)42));
    }

    [Test]
    public async Task Delete_tells_how_many_went()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 10).Select(i => new BsonDocument("_id", i)));
        Assert.That((await collection.DeleteManyAsync(Doc("{ _id: { $lt: 4 } }"))).DeletedCount, Is.EqualTo(4));
        Assert.That((await collection.DeleteOneAsync(ById(4))).DeletedCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Bulk_write_of_mixed_operations_is_counted()
    {
        var collection = NewCollection();
        var result = await collection.BulkWriteAsync(
        [
            new InsertOneModel<BsonDocument>(Doc("{ _id: 1 }")),
            new InsertOneModel<BsonDocument>(Doc("{ _id: 2 }")),
            new UpdateOneModel<BsonDocument>(ById(1), Doc("{ $set: { a: 1 } }")),
            new ReplaceOneModel<BsonDocument>(ById(3), Doc("{ _id: 3, a: 3 }")) { IsUpsert = true },
            new DeleteOneModel<BsonDocument>(ById(2)),
        ]);
        Assert.That((result.InsertedCount, result.MatchedCount, result.Upserts.Count, result.DeletedCount), Is.EqualTo((2L, 1L, 1, 1L)));
    }

    [Test]
    public async Task Aggregation_groups_and_sorts()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 30).Select(i => new BsonDocument { { "_id", i }, { "g", i % 3 } }));
        var groups = await collection.Aggregate<BsonDocument>(new[] { Doc("{ $group: { _id: '$g', n: { $sum: 1 } } }"), Doc("{ $sort: { _id: 1 } }") }).ToListAsync();
        Assert.That(groups, Is.EqualTo(new[] { Doc("{ _id: 0, n: 10 }"), Doc("{ _id: 1, n: 10 }"), Doc("{ _id: 2, n: 10 }") }));
    }

    [Test]
    public async Task Distinct_and_count_agree_with_the_data()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 30).Select(i => new BsonDocument { { "_id", i }, { "g", i % 3 } }));
        Assert.That(await collection.Distinct<int>("g", Doc("{}")).ToListAsync(), Is.EquivalentTo(new[] { 0, 1, 2 }));
        Assert.That(await collection.CountDocumentsAsync(Doc("{ g: 1 }")), Is.EqualTo(10));
        Assert.That(await collection.EstimatedDocumentCountAsync(), Is.EqualTo(30));
    }
}
