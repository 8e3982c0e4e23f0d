using MongoDB.Driver.Core.Configuration;

namespace FhirHub.Engine.Storage;

/// <summary>How to reach the database.</summary>
public sealed record MongoOptions
{
    /// <summary>A MongoDB connection string: a replica set, a sharded cluster, or the local engine.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The database's name.</summary>
    public string Database { get; init; } = "fhirhub";

    /// <summary>How long one database operation may take before it is given up with a transient error.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest JSON, in bytes, kept inside its document; larger ones are chunked. MongoDB's own limit is 16 MB a document.</summary>
    public int InlineLimit { get; init; } = 12 * 1024 * 1024;

    /// <summary>Whether an index on references is kept; referential integrity needs it.</summary>
    public bool IndexReferences { get; init; }

    /// <summary>How long pages of a search can be asked for after it began; superseded versions stay searchable for that long, and a minute.</summary>
    public TimeSpan PageLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Lets benchmarks watch the commands that the driver sends.</summary>
    internal Action<ClusterBuilder>? ObserveCluster { get; init; }
}
