using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Expansions;

/// <summary>The codes of a value set, or a page of them.</summary>
internal sealed record Expansion
{
    public required IReadOnlyList<SetItem> Items { get; init; }

    /// <summary>In all; null where counting them would take too long.</summary>
    public required int? Total { get; init; }

    /// <summary>The code systems that the value set names, as they were used.</summary>
    public required IReadOnlyList<CodeSystemHead> Systems { get; init; }

    /// <summary>Whether codes may be missing: of a code system only a part is known.</summary>
    public bool IsUnclosed => Systems.Any(s => !s.IsComplete);
}
