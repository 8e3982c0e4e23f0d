namespace FhirHub.Regional.Policies;

/// <summary>A parameter of a rule.</summary>
/// <param name="Value">As the pack gives it.</param>
/// <param name="Source">Where it is from.</param>
public sealed record PolicyValue<T>(T Value, PolicySource Source);
