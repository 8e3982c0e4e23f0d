namespace FhirHub.Engine.Indexing.Codes;

/// <summary>A code and the code system it is of.</summary>
public readonly record struct SystemCode(string System, string Code);
