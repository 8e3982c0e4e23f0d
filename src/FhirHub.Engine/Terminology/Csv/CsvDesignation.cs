namespace FhirHub.Engine.Terminology.Csv;

/// <summary>A column with names in a language.</summary>
/// <param name="Column">Its name, or its number from 1.</param>
/// <param name="Language">BCP 47, such as <c>en</c>.</param>
public sealed record CsvDesignation(string Column, string Language);
