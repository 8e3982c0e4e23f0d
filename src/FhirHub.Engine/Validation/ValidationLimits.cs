namespace FhirHub.Engine.Validation;

/// <summary>Bounds on one validation, so that neither a resource nor a profile takes the process.</summary>
public sealed record ValidationLimits
{
    public static ValidationLimits Default { get; } = new();

    /// <summary>Errors reported before validation stops with one more that says so; and likewise lesser issues, whose others are left out.</summary>
    public int MaxIssues { get; init; } = 500;

    /// <summary>Pairs of an element and a rule that are looked at, trials for slices included.</summary>
    public int MaxSteps { get; init; } = 5_000_000;

    /// <summary>Profiles applied within each other, through types, extensions, references and slices.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>
    /// Times that a resource is gone through, as often as answers of terminology and references lead to further questions; what is still open
    /// then is an error of its own. A chain of references whose targets must conform to a profile takes one for each link.
    /// </summary>
    public int MaxPasses { get; init; } = 12;

    /// <summary>Calls the FHIRPath engine may make for one invariant on one element.</summary>
    public int MaxCallsOfInvariant { get; init; } = 200_000;

    /// <summary>Calls the FHIRPath engine may make for a whole validation.</summary>
    public int MaxCalls { get; init; } = 5_000_000;

    /// <summary>Time the FHIRPath engine may take for one invariant on one element: by the clock, so that it has room for a busy machine.</summary>
    public TimeSpan MaxTimeOfInvariant { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time the FHIRPath engine may take for a whole validation.</summary>
    public TimeSpan MaxTimeOfInvariants { get; init; } = TimeSpan.FromSeconds(30);
}
