namespace FhirHub.Samples.Province;

/// <summary>A network of institutions that one hospital leads.</summary>
/// <param name="Kind">Of CodeSystem alliance-kind.</param>
/// <param name="Lead">Key of the hospital.</param>
/// <param name="Members">Keys of the others.</param>
public sealed record AllianceLine(string Kind, string Lead, IReadOnlyList<string> Members);
