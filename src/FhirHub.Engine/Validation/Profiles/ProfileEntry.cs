namespace FhirHub.Engine.Validation.Profiles;

/// <summary>What became of a canonical: a profile, a definition that cannot be used, or nothing.</summary>
/// <param name="Fault">Why the definition cannot be used, a clause.</param>
internal sealed record ProfileEntry(CompiledProfile? Profile, string? Fault)
{
    public static ProfileEntry Unknown { get; } = new(null, null);

    public bool IsUnknown => Profile is null && Fault is null;
}
