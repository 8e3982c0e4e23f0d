using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Packs;

/// <summary>What writes must keep to. As configured, a member that is null is left to the packs, and in the end to <see cref="Default"/>.</summary>
public sealed record ValidationRules
{
    public static ValidationRules Default { get; } = new()
    {
        Level = ValidationLevel.Off,
        Reaction = ValidationReaction.Reject,
        RequireClaim = false,
        References = ReferenceCheck.Text,
        BestPractice = Validation.BestPractice.Ignore,
    };

    public ValidationLevel? Level { get; init; }

    public ValidationReaction? Reaction { get; init; }

    /// <summary>Resource type to canonicals, with version or without: a resource of the type must conform to one of them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Profiles { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether a resource of such a type must claim one of them in <c>meta.profile</c>, with the version where the rule names one.</summary>
    public bool? RequireClaim { get; init; }

    public ReferenceCheck? References { get; init; }

    public BestPractice? BestPractice { get; init; }

    /// <summary>These rules, and where they say nothing, the others.</summary>
    public ValidationRules Over(ValidationRules others) => new()
    {
        Level = Level ?? others.Level,
        Reaction = Reaction ?? others.Reaction,
        RequireClaim = RequireClaim ?? others.RequireClaim,
        References = References ?? others.References,
        BestPractice = BestPractice ?? others.BestPractice,
        Profiles = others.Profiles.Where(p => !Profiles.ContainsKey(p.Key)).Concat(Profiles).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
    };
}
