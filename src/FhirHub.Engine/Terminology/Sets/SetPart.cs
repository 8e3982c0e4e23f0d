namespace FhirHub.Engine.Terminology.Sets;

/// <summary>An <c>include</c> or <c>exclude</c>: what it names narrows each other down.</summary>
internal sealed record SetPart
{
    public string? System { get; init; }

    public string? Version { get; init; }

    /// <summary>Null where it lists none.</summary>
    public IReadOnlyList<ListedConcept>? Concepts { get; init; }

    public IReadOnlyList<SetFilter> Filters { get; init; } = [];

    public IReadOnlyList<string> ValueSets { get; init; } = [];
}
