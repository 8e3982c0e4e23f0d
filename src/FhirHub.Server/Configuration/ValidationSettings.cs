using FhirHub.Engine.Packs;
using FhirHub.Engine.Validation;

namespace FhirHub.Server.Configuration;

/// <summary>Configuration section <c>FhirHub:Validation</c>: what writes must keep to. What is not set here is left to the installed packs.</summary>
internal sealed class ValidationSettings
{
    /// <summary>Off, Structure, Claimed or Required; Off where no pack says otherwise.</summary>
    public ValidationLevel? Level { get; set; }

    /// <summary>Warn or Reject; Reject where no pack says otherwise.</summary>
    public ValidationReaction? Reaction { get; set; }

    /// <summary>Resource type to canonicals, with version or without, of which its resources must conform to one; with the level Required.</summary>
    public Dictionary<string, string[]> Profiles { get; set; } = [];

    /// <summary>Whether resources of these types must also claim one of the profiles in <c>meta.profile</c>.</summary>
    public bool? RequireClaim { get; set; }

    /// <summary>Text, or Exist: references must lead to something, of the right type and profile.</summary>
    public ReferenceCheck? References { get; set; }

    /// <summary>Ignore, Warn or Enforce: what becomes of invariants that are marked as best practice.</summary>
    public BestPractice? BestPractice { get; set; }

    internal ValidationRules Rules => new()
    {
        Level = Level,
        Reaction = Reaction,
        Profiles = Profiles.ToDictionary(p => p.Key, p => (IReadOnlyList<string>)p.Value, StringComparer.Ordinal),
        RequireClaim = RequireClaim,
        References = References,
        BestPractice = BestPractice,
    };
}
