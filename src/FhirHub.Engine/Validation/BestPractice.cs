namespace FhirHub.Engine.Validation;

/// <summary>What becomes of invariants that are marked as best practice.</summary>
public enum BestPractice
{
    /// <summary>They are not looked at.</summary>
    Ignore,

    /// <summary>They are evaluated with the severity of their definition, at most warning.</summary>
    Warn,

    /// <summary>They are evaluated, and broken ones are errors.</summary>
    Enforce,
}
