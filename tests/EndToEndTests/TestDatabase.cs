using FhirHub.LocalMongo;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests;

/// <summary>
/// A database of a test's own, in the MongoDB that <c>FHIRHUB_MONGO</c> names or in the local one, which is started once for all tests.
/// </summary>
internal sealed class TestDatabase(string connectionString)
{
    private static readonly Lazy<Task<string>> Shared = new(StartAsync);
    private int _users;

    public string ConnectionString => connectionString;

    public string Name { get; } = $"e2e_{Guid.NewGuid():N}";

    public static async Task<TestDatabase> NewAsync() => new(await Shared.Value);

    /// <summary>None: nobody listens there.</summary>
    public static TestDatabase Unreachable() => new("mongodb://127.0.0.1:1/?directConnection=true&serverSelectionTimeoutMS=200");

    /// <summary>One more uses it.</summary>
    public void Share() => Interlocked.Increment(ref _users);

    /// <summary>One less does; with the last it is dropped.</summary>
    public async Task ReleaseAsync()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        using var client = new MongoClient(connectionString);
        await client.DropDatabaseAsync(Name);
    }

    private static async Task<string> StartAsync()
    {
        string? configured = Environment.GetEnvironmentVariable(MongoEndpoint.TestVariable);
        var endpoint = await MongoEndpoint.ResolveAsync(configured, "Test", new LocalDatabaseOptions { Durable = false }, new Progress());
        return endpoint.ConnectionString;
    }

    private sealed class Progress : IProgress<string>
    {
        public void Report(string value) => TestContext.Progress.WriteLine(value);
    }
}
