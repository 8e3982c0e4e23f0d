using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>Sends commands with a session id and transaction number of the test's choosing, which the driver's own sessions do not allow.</summary>
internal sealed class RawSession : IDisposable
{
    private readonly IMongoDatabase database;
    private readonly MongoClient client;
    private readonly BsonBinaryData id = new(Guid.NewGuid(), GuidRepresentation.Standard);

    private RawSession(MongoClient client, IMongoDatabase database)
    {
        this.client = client;
        this.database = database;
    }

    /// <summary>A client of its own without the driver's retries, so that each command is sent exactly as given.</summary>
    public static async Task<RawSession> OpenAsync(IMongoDatabase database, string? connectionString = null)
    {
        var settings = MongoClientSettings.FromConnectionString(connectionString ?? LocalEngine.ConnectionString);
        settings.RetryWrites = settings.RetryReads = false;
        var client = new MongoClient(settings);
        var own = client.GetDatabase(database.DatabaseNamespace.DatabaseName);
        await own.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1));
        return new RawSession(client, own);
    }

    /// <param name="start">True or false within a transaction; null for a retryable write.</param>
    public async Task<BsonDocument> RunAsync(BsonDocument command, long number, bool? start = null, string? database = null)
    {
        var whole = new BsonDocument(command) { ["lsid"] = new BsonDocument("id", id), ["txnNumber"] = number };
        if (start == true)
            whole["startTransaction"] = true;
        if (start is not null || command.GetElement(0).Name.EndsWith("Transaction", StringComparison.Ordinal))
            whole["autocommit"] = false;
        return await (database is null ? this.database : client.GetDatabase(database)).RunCommandAsync<BsonDocument>(whole);
    }

    /// <summary>This session's commit, for another connection to send.</summary>
    public BsonDocument Commit(long number) => new()
    {
        { "commitTransaction", 1 },
        { "lsid", new BsonDocument("id", id) },
        { "txnNumber", number },
        { "autocommit", false },
    };

    /// <summary>The code of the error the command must end with.</summary>
    public async Task<int> FailsAsync(BsonDocument command, long number, bool? start = null) =>
        (await Assert.ThrowsAsync<MongoCommandException>(() => RunAsync(command, number, start)))!.Code;

    public void Dispose() => client.Dispose();
}
