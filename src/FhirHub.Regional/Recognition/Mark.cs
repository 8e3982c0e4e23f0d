namespace FhirHub.Regional.Recognition;

/// <summary>The mark of a result that passed quality assessment.</summary>
/// <param name="Text">As it is printed: 全国HR.</param>
/// <param name="Scope">Of https://fhirhub.example/fhir/cn-base/CodeSystem/recognition-scope.</param>
/// <param name="Division">GB/T 2260; null for that of the institution that made the result.</param>
internal sealed record Mark(string Text, string Scope, string? Division);
