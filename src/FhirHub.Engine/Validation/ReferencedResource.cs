namespace FhirHub.Engine.Validation;

/// <summary>A resource outside the instance.</summary>
/// <param name="Type">For example <c>Patient</c>.</param>
/// <param name="Profiles">Canonicals of <c>meta.profile</c>.</param>
public sealed record ReferencedResource(string Type, IReadOnlyList<string> Profiles)
{
    /// <summary>Its JSON, for profiles that slice by what a reference points to; null when the caller leaves it out.</summary>
    public ReadOnlyMemory<byte>? Json { get; init; }
}
