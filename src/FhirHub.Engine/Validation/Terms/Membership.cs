namespace FhirHub.Engine.Validation.Terms;

/// <summary>Whether a code is in a value set.</summary>
internal enum Membership
{
    Out,
    In,

    /// <summary>Nobody can say: a code system or value set it is made of is not at hand, or a filter cannot be evaluated.</summary>
    Open,
}
