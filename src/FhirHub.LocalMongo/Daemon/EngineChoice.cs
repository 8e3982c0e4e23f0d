namespace FhirHub.LocalMongo.Daemon;

internal enum EngineKind
{
    /// <summary>A MongoDB server found on PATH.</summary>
    Mongod,

    /// <summary>DocumentDB on PostgreSQL behind this project's gateway.</summary>
    DocumentDb,
}

/// <param name="Path">The mongod executable, or the root of the engine's tree.</param>
internal sealed record EngineChoice(EngineKind Kind, string Path);
