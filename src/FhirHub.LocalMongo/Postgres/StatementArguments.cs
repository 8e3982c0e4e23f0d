namespace FhirHub.LocalMongo.Postgres;

/// <summary>The values for a statement's slots; unused ones stay empty. BSON goes in as bytes, unmodified.</summary>
internal readonly record struct StatementArguments
{
    public string? Database { get; init; }

    public string? Name { get; init; }

    public ReadOnlyMemory<byte> Document { get; init; }

    public ReadOnlyMemory<byte> Sequence { get; init; }

    public ReadOnlyMemory<byte> Continuation { get; init; }

    /// <summary>The 16 bytes of the logical session id.</summary>
    public ReadOnlyMemory<byte> Session { get; init; }

    public long Number { get; init; }
}
