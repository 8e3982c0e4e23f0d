using FhirHub.LocalMongo;

namespace FhirHub.Server.Hosting;

/// <summary>
/// Which database a server uses: the configured one, or, outside production, the local one, which is started for it.
/// Nothing else in FhirHub knows that there is a local one.
/// </summary>
internal sealed class DatabaseChoice : IAsyncDisposable
{
    /// <summary>Names a MongoDB connection string, for servers and tests alike.</summary>
    public const string Variable = "FHIRHUB_MONGO";

    private const string SettingName = $"{ServerOptions.Section}:{nameof(ServerOptions.Mongo)}";
    private readonly LocalDatabaseWatch? _watch;

    private DatabaseChoice(IReadOnlyDictionary<string, string?> settings, string description, LocalDatabaseWatch? watch)
    {
        Settings = settings;
        Description = description;
        _watch = watch;
    }

    /// <summary>The settings given, with the connection string among them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>For people; without credentials.</summary>
    public string Description { get; }

    /// <param name="settings">Settings of the command line.</param>
    /// <param name="cancellationToken">Stops waiting for a local database.</param>
    /// <exception cref="LocalDatabaseException">No database is configured and none can be started.</exception>
    public static async Task<DatabaseChoice> ResolveAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings)
            .Build();
        string? configured = configuration[SettingName] is { Length: > 0 } set ? set : configuration[Variable];
        if (!string.IsNullOrEmpty(configured))
            return new DatabaseChoice(With(settings, configured), "the configured MongoDB", null);
        string environment = configuration["ASPNETCORE_ENVIRONMENT"] ?? configuration["DOTNET_ENVIRONMENT"] ?? Environments.Production;
        if (environment == Environments.Production)
        {
            throw new LocalDatabaseException(
                $"No database is configured. Set {Variable} (or FhirHub__Mongo, or --mongo) to a MongoDB connection string. "
                + "Only with DOTNET_ENVIRONMENT=Development does the server start a local database by itself.");
        }

        var options = new LocalDatabaseOptions { Durable = true };
        var instance = await LocalDatabase.EnsureStartedAsync(options, new Progress(), cancellationToken);
        return new DatabaseChoice(
            With(settings, instance.ConnectionString), $"{instance.Engine}, data in {instance.DataFolder}", LocalDatabaseWatch.Start(options));
    }

    public ValueTask DisposeAsync() => _watch?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Dictionary<string, string?> With(IReadOnlyDictionary<string, string?> settings, string mongo) => new(settings) { [SettingName] = mongo };

    private sealed class Progress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
