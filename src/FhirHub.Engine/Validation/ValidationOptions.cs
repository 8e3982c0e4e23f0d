namespace FhirHub.Engine.Validation;

/// <summary>What an instance is validated against, and how.</summary>
public sealed record ValidationOptions
{
    public static ValidationOptions Default { get; } = new();

    /// <summary>Canonicals (with or without <c>|version</c>) the instance must conform to, besides its base definition.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>Whether the profiles of <c>meta.profile</c> apply too, to the resources within as well.</summary>
    public bool UseClaimedProfiles { get; init; } = true;

    /// <summary>
    /// Whether the JSON has been through <c>FhirJsonReader</c> without a fault; else the validation begins with it, and its faults come first.
    /// </summary>
    public bool IsStructureChecked { get; init; }

    public MessageLanguage Language { get; init; }

    public BestPractice BestPractice { get; init; }

    public ReferenceCheck References { get; init; }

    public ValidationLimits Limits { get; init; } = ValidationLimits.Default;
}
