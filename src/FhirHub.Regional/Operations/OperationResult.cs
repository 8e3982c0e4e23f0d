using FhirHub.Engine.Resources;

namespace FhirHub.Regional.Operations;

/// <summary>What a call answers: one stored resource, or JSON made for it.</summary>
public sealed record OperationResult
{
    /// <summary>Null where <see cref="Json"/> is the answer.</summary>
    public StoredVersion? Version { get; init; }

    public ReadOnlyMemory<byte> Json { get; init; }
}
