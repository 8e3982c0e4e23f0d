namespace FhirHub.Engine.Terminology.Csv;

/// <summary>A row of a table.</summary>
/// <param name="Line">Line of the file in which it begins, from 1.</param>
/// <param name="Fields">As they are meant: without quotes around.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields);
