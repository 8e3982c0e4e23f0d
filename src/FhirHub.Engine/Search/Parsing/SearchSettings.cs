namespace FhirHub.Engine.Search.Parsing;

/// <summary>Bounds of what a search may ask.</summary>
public sealed record SearchSettings
{
    /// <summary>Matches on a page where <c>_count</c> is not given.</summary>
    public int DefaultCount { get; init; } = 50;

    /// <summary>Matches on a page at most; a larger <c>_count</c> is limited to it, with a warning.</summary>
    public int MaxCount { get; init; } = 1000;

    /// <summary>Parameters of a search.</summary>
    public int MaxParameters { get; init; } = 100;

    /// <summary>Values of a parameter, multiplied by the types on which it is searched.</summary>
    public int MaxAlternatives { get; init; } = 5000;

    /// <summary>Steps of a chain, and levels of parentheses: the parser and what runs the search walk them by recursion.</summary>
    public int MaxDepth { get; init; } = 16;
}
