using FhirHub.LocalMongo;
using FhirHub.Server.Configuration;

namespace FhirHub.Server.Hosting;

/// <summary>
/// Which database a server uses: the configured one, or, outside production, the local one, which is started for it.
/// Nothing else in FhirHub knows that there is a local one.
/// </summary>
internal static class DatabaseChoice
{
    private const string SettingName = $"{ServerOptions.Section}:{nameof(ServerOptions.Mongo)}";
    private static readonly LocalDatabaseOptions LocalOptions = new() { Durable = true };

    /// <summary>Finds or starts the database and puts its connection string into the configuration.</summary>
    /// <exception cref="LocalDatabaseException">No database is configured and none can be started.</exception>
    public static async Task<MongoEndpoint> ResolveAsync(WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        var configuration = builder.Configuration;
        string? configured = configuration[SettingName] is { Length: > 0 } set ? set : configuration[MongoEndpoint.TestVariable];
        var endpoint = await MongoEndpoint.ResolveAsync(
            configured, builder.Environment.EnvironmentName, LocalOptions, new Progress(), cancellationToken);
        configuration[SettingName] = endpoint.ConnectionString;
        return endpoint;
    }

    /// <summary>Keeps a local database running as long as the server does; null for a configured one.</summary>
    public static LocalDatabaseWatch? Watch(MongoEndpoint endpoint) =>
        endpoint.Local is { } local ? LocalDatabaseWatch.Start(local, LocalOptions, new Progress()) : null;

    private sealed class Progress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
