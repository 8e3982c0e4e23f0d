using FhirHub.LocalMongo;
using MongoDB.Driver;

namespace FhirHub.Benchmarks;

/// <summary>
/// A database on the MongoDB that <c>FHIRHUB_MONGO</c> names, or the local test instance: for one run, dropped at its end, or of a given
/// name, and kept.
/// </summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly bool _kept;

    private BenchmarkDatabase(MongoEndpoint endpoint, string? kept)
    {
        _kept = kept is not null;
        Name = kept ?? $"bench_{Guid.NewGuid():N}";
        Engine = endpoint.IsLocal ? $"{endpoint.Engine} (local test instance, not durable)" : "the configured MongoDB";
        ConnectionString = endpoint.ConnectionString;
        Client = new MongoClient(SettingsFor(ConnectionString));
        Database = Client.GetDatabase(Name);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public string Engine { get; }

    /// <summary>A client with the settings the server uses.</summary>
    public MongoClient Client { get; }

    public IMongoDatabase Database { get; }

    public static Task<BenchmarkDatabase> OpenAsync(CancellationToken cancellationToken) => OpenAsync(null, cancellationToken);

    /// <param name="kept">Name of a database that stays; null for one that is dropped.</param>
    public static async Task<BenchmarkDatabase> OpenAsync(string? kept, CancellationToken cancellationToken)
    {
        string? configured = Environment.GetEnvironmentVariable(MongoEndpoint.TestVariable);
        var endpoint = await MongoEndpoint.ResolveAsync(
            configured, "Benchmark", new LocalDatabaseOptions { Durable = false }, new Progress(), cancellationToken);
        return new BenchmarkDatabase(endpoint, kept);
    }

    /// <summary>What FhirHub's own client uses, so that the bare calls wait for the same write concern.</summary>
    public static MongoClientSettings SettingsFor(string connectionString)
    {
        var settings = MongoClientSettings.FromConnectionString(connectionString);
        settings.WriteConcern = WriteConcern.WMajority;
        settings.MaxConnectionPoolSize = 100;
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_kept)
            await Client.DropDatabaseAsync(Name);
        Client.Dispose();
    }

    private sealed class Progress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
