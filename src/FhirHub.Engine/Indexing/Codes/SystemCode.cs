namespace FhirHub.Engine.Indexing.Codes;

/// <summary>A code and the code system it is of.</summary>
internal readonly record struct SystemCode(string System, string Code);
