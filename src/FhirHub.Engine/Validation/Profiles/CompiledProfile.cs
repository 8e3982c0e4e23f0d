using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Invariants;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>A StructureDefinition in the form the validator works with. Immutable once made; safe for all threads.</summary>
internal sealed class CompiledProfile
{
    /// <summary>URL and version.</summary>
    public required string Canonical { get; init; }

    public required string Url { get; init; }

    /// <summary>What it constrains: a resource or a datatype.</summary>
    public required TypeSchema Type { get; init; }

    /// <summary>Whether it adds rules to its type, rather than being its definition.</summary>
    public required bool IsConstraint { get; init; }

    public required string? BaseUrl { get; init; }

    /// <summary>The rules for the instance as a whole; those for its elements are within.</summary>
    public required ElementRule Root { get; init; }

    /// <summary>Of an extension: where it may stand; empty for all others.</summary>
    public IReadOnlyList<ExtensionContext> Contexts { get; init; } = [];

    /// <summary>Of an extension: what must hold for the element it stands on.</summary>
    public IReadOnlyList<Invariant> ContextInvariants { get; init; } = [];

    /// <summary>Of an extension: whether it may only stand in <c>modifierExtension</c>.</summary>
    public bool IsModifier { get; init; }

    /// <summary>What of the profile could not be understood and is not checked, each a sentence.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
