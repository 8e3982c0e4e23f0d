using FhirHub.LocalMongo;

namespace FhirHub.EndToEndTests;

/// <summary>The MongoDB that <c>FHIRHUB_MONGO</c> names, or the local one, started once for all tests.</summary>
internal static class TestDatabase
{
    private static readonly Lazy<Task<string>> Shared = new(StartAsync);

    public static Task<string> ConnectionStringAsync() => Shared.Value;

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
