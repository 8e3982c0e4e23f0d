namespace FhirHub.Samples.Province;

/// <summary>A code and what it means.</summary>
public sealed record CodeLine(string Code, string Text);
