namespace FhirHub.Engine.Packs;

/// <summary>What becomes of a write whose resource has errors.</summary>
public enum ValidationReaction
{
    /// <summary>It is carried out, and the errors are told as warnings.</summary>
    Warn,

    /// <summary>It is refused with 422, and changes nothing.</summary>
    Reject,
}
