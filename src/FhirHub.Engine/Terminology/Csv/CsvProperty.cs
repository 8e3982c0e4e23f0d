namespace FhirHub.Engine.Terminology.Csv;

/// <summary>A column whose values become a property of the concepts.</summary>
/// <param name="Column">Its name, or its number from 1.</param>
/// <param name="Code">The property's.</param>
/// <param name="Type">code, string, integer, boolean, dateTime or decimal.</param>
public sealed record CsvProperty(string Column, string Code, string Type);
