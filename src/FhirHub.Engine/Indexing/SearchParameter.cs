namespace FhirHub.Engine.Indexing;

/// <summary>A search parameter as one resource type has it: one of the 1,721 pairs of R4, or one of a custom SearchParameter.</summary>
public sealed record SearchParameter
{
    /// <summary>The resource type it is searched on: <c>Observation</c>, also where the definition says <c>Resource</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its name in a search: <c>code</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Canonical URL of its definition.</summary>
    public required string Url { get; init; }

    public required SearchParameterType Type { get; init; }

    /// <summary>FHIRPath, the part that concerns <see cref="ResourceType"/>; null for parameters that no element stands for (<c>_text</c>, <c>_list</c>).</summary>
    public required string? Expression { get; init; }

    /// <summary>Resource types that a reference parameter leads to; empty for any, and for other types.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The parts of a composite; empty for others.</summary>
    public IReadOnlyList<SearchComponent> Components { get; init; } = [];

    /// <summary>What each of its index entries begins with: <c>Observation.code</c>.</summary>
    public string Prefix => $"{ResourceType}.{Code}";
}

/// <summary>One part of a composite parameter.</summary>
/// <param name="Expression">FHIRPath, relative to what the composite's own expression selects.</param>
/// <param name="Type">How its values are compared.</param>
/// <param name="Url">Canonical URL of the parameter it refers to.</param>
public sealed record SearchComponent(string Expression, SearchParameterType Type, string Url);
