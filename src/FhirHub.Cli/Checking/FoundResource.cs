using FhirHub.Engine.Errors;

namespace FhirHub.Cli.Checking;

/// <summary>A resource in a file.</summary>
/// <param name="Path">Of the file, as it was named.</param>
/// <param name="Json">As it stands in the file, or what XML became.</param>
internal sealed record FoundResource(string Path, ReadOnlyMemory<byte> Json)
{
    /// <summary>Whether it is a line of its file, beside others.</summary>
    public bool IsLine { get; init; }

    /// <summary>The line of the file in which it begins, from 1.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>Where it begins in the file, in bytes.</summary>
    public long Start { get; init; }

    /// <summary>Whether lines and columns mean something: not where XML became JSON.</summary>
    public bool HasPositions { get; init; } = true;

    /// <summary>Why it cannot be read at all; empty where it can.</summary>
    public IReadOnlyList<Issue> Faults { get; init; } = [];
}
