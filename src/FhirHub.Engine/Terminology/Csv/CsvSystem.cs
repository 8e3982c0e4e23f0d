namespace FhirHub.Engine.Terminology.Csv;

/// <summary>The code system that a table becomes.</summary>
public sealed record CsvSystem
{
    public required string Url { get; init; }

    public string? Version { get; init; }

    public required string Name { get; init; }

    public string? Title { get; init; }

    /// <summary>Of the names.</summary>
    public string? Language { get; init; }

    public bool IsCaseSensitive { get; init; } = true;
}
