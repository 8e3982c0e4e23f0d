namespace FhirHub.Regional.Operations;

/// <summary>A parameter as its OperationDefinition describes it, https://hl7.org/fhir/R4/operationdefinition.html.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">At least so many.</param>
/// <param name="Max">At most so many; null for any number.</param>
/// <param name="Type">Data type or resource type, <c>Resource</c> for any; null where it has parts.</param>
/// <param name="ValueSet">Of a required binding; null for none.</param>
/// <param name="Parts">What it is made of.</param>
public sealed record ParameterShape(string Name, int Min, int? Max, string? Type, string? ValueSet, IReadOnlyList<ParameterShape> Parts);
