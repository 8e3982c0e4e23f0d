namespace FhirHub.Engine.Terminology.Fallback;

/// <summary>What another terminology server said.</summary>
/// <param name="Json">The resource it answered with; null where it failed.</param>
/// <param name="Fault">What went wrong, in words.</param>
public sealed record FallbackAnswer(ReadOnlyMemory<byte>? Json, string? Fault);
