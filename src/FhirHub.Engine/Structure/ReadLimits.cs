namespace FhirHub.Engine.Structure;

/// <summary>How much one request body may ask for.</summary>
public sealed record ReadLimits
{
    public static ReadLimits Default { get; } = new();

    /// <summary>Objects and arrays within each other, the outermost object counting as 1.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Faults reported before reading stops with one more issue that says so.</summary>
    public int MaxIssues { get; init; } = 100;
}
