namespace FhirHub.Engine.Terminology.Sets;

/// <summary>https://hl7.org/fhir/R4/valueset-definitions.html#ValueSet.compose.include.filter</summary>
internal sealed record SetFilter(string Property, string Operator, string Value)
{
    public override string ToString() => $"{Property} {Operator} {Value}";
}
