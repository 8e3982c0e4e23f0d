using FhirHub.Engine.Validation.Invariants;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Where an extension may stand, https://hl7.org/fhir/R4/defining-extensions.html#context.</summary>
/// <param name="Kind">element, extension or fhirpath.</param>
internal sealed record ExtensionContext(string Kind, string Expression)
{
    /// <summary>Of the kind fhirpath, the path that leads to the elements it may stand on; null for the others.</summary>
    public Invariant? Query { get; } = Kind == "fhirpath" ? new Invariant("context", Expression) : null;
}
