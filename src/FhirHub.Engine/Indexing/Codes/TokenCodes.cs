namespace FhirHub.Engine.Indexing.Codes;

/// <summary>The codes that a search means.</summary>
public sealed record TokenCodes
{
    public static TokenCodes None { get; } = new();

    /// <summary>One by one.</summary>
    public IReadOnlyList<SystemCode> Codes { get; init; } = [];

    /// <summary>Code systems of which every code is meant.</summary>
    public IReadOnlyList<string> WholeSystems { get; init; } = [];
}
