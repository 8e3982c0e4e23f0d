using FhirHub.LocalMongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>The database all tests of this assembly share: the one of FHIRHUB_MONGO, or the local throw-away one.</summary>
[SetUpFixture]
public sealed class LocalEngine
{
    public static string ConnectionString { get; private set; } = "";

    public static string Engine { get; private set; } = "";

    /// <summary>False when the tests run against a MongoDB server of somebody's own.</summary>
    public static bool IsLocal { get; private set; }

    public static MongoClient Client { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var endpoint = await MongoEndpoint.ResolveAsync(
            Environment.GetEnvironmentVariable(MongoEndpoint.TestVariable), "Test", new LocalDatabaseOptions { Durable = false }, new TestProgress());
        ConnectionString = endpoint.ConnectionString;
        Engine = endpoint.Engine;
        IsLocal = endpoint.IsLocal;
        Client = new MongoClient(ConnectionString);
        await TestContext.Progress.WriteLineAsync($"Tests run on {Engine}");
    }

    [OneTimeTearDown]
    public void Stop() => Client?.Dispose();

    private sealed class TestProgress : IProgress<string>
    {
        public void Report(string value) => TestContext.Progress.WriteLine(value);
    }
}
