namespace FhirHub.LocalMongo;

/// <summary>The MongoDB a process is to use: the configured one, or the local database.</summary>
public sealed record MongoEndpoint
{
    /// <summary>The environment variable that points the test suite at any MongoDB.</summary>
    public const string TestVariable = "FHIRHUB_MONGO";

    public required string ConnectionString { get; init; }

    /// <summary>Name and version of a local engine; "configured" for a given server.</summary>
    public required string Engine { get; init; }

    /// <summary>The running local database; null when a connection string was configured.</summary>
    public LocalDatabaseInstance? Local { get; init; }

    public bool IsLocal => Local is not null;

    /// <summary>The one place that decides: the configured string; else, never in production, the local database.</summary>
    /// <param name="configured">A MongoDB connection string; null or blank when none is configured.</param>
    /// <param name="environment">The host's environment name, such as "Development" or "Production".</param>
    /// <exception cref="LocalDatabaseException">Production without a connection string, or no local database can be had.</exception>
    public static async Task<MongoEndpoint> ResolveAsync(
        string? configured, string environment, LocalDatabaseOptions options, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return new MongoEndpoint { ConnectionString = configured.Trim(), Engine = "configured" };
        if (environment.Equals("Production", StringComparison.OrdinalIgnoreCase))
            throw new LocalDatabaseException("No MongoDB connection string is configured. In production FhirHub starts no database of its own: set one.");
        var local = await LocalDatabase.EnsureStartedAsync(options, progress, cancellationToken);
        return new MongoEndpoint { ConnectionString = local.ConnectionString, Engine = local.Engine, Local = local };
    }
}
