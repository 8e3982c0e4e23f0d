namespace FhirHub.LocalMongo;

/// <summary>A local database that answers.</summary>
public sealed record LocalDatabaseInstance
{
    /// <summary>For MongoDB.Driver; without a database name.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Name and version, for a log or a test report.</summary>
    public required string Engine { get; init; }

    public required string DataFolder { get; init; }

    public required int Port { get; init; }

    /// <summary>Of the daemon that owns the database.</summary>
    public required int ProcessId { get; init; }
}
