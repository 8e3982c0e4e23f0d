using FhirHub.Engine.Errors;

namespace FhirHub.Cli.Checking;

/// <summary>A resource in a file.</summary>
/// <param name="Place">Path, and for NDJSON the line: <c>patients.ndjson:3</c>.</param>
/// <param name="Json">As it stands in the file, or what XML became.</param>
/// <param name="HasPositions">Whether lines and columns mean something: not where XML became JSON.</param>
/// <param name="FirstLine">The line of the file in which it begins, from 1.</param>
/// <param name="Faults">Why it cannot be read at all; empty where it can.</param>
internal sealed record FoundResource(string Place, ReadOnlyMemory<byte> Json, bool HasPositions, int FirstLine, IReadOnlyList<Issue> Faults);
