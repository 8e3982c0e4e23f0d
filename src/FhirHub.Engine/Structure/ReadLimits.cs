using System.Text.Json;

namespace FhirHub.Engine.Structure;

/// <summary>How much one request body may ask for.</summary>
public sealed record ReadLimits
{
    /// <summary>The most that <see cref="MaxDepth"/> may be: whatever reads stored resources goes as deep, by recursion.</summary>
    public const int Deepest = 512;

    public static ReadLimits Default { get; } = new();

    /// <summary>Objects and arrays within each other, the outermost object counting as 1; at most <see cref="Deepest"/>.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Faults reported before reading stops with one more issue that says so.</summary>
    public int MaxIssues { get; init; } = 100;

    /// <summary>For reading what was stored under any limits.</summary>
    internal static JsonReaderOptions Stored { get; } = new() { MaxDepth = Deepest };
}
