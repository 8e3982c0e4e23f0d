namespace FhirHub.Samples.Province;

/// <summary>The mark of quality of a result.</summary>
/// <param name="Text">As it is printed.</param>
/// <param name="Scope">Of CodeSystem recognition-scope.</param>
public sealed record MarkLine(string Text, string Scope);
