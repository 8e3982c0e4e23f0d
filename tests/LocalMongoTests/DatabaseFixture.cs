using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>A fixture with a database of its own, dropped at the end.</summary>
public abstract class DatabaseFixture
{
    private int collections;

    protected static MongoClient Client => LocalEngine.Client;

    protected IMongoDatabase Database { get; private set; } = null!;

    [OneTimeSetUp]
    public void OpenDatabase() => Database = Client.GetDatabase("t_" + Guid.NewGuid().ToString("N")[..16]);

    [OneTimeTearDown]
    public Task DropDatabase() => Client.DropDatabaseAsync(Database.DatabaseNamespace.DatabaseName);

    /// <summary>A collection no other test uses; it does not exist yet.</summary>
    protected IMongoCollection<BsonDocument> NewCollection() =>
        Database.GetCollection<BsonDocument>("c" + Interlocked.Increment(ref collections));

    protected static BsonDocument Doc(string json) => BsonDocument.Parse(json);

    protected static FilterDefinition<BsonDocument> ById(BsonValue id) => Builders<BsonDocument>.Filter.Eq("_id", id);
}
