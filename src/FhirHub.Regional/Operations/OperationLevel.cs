namespace FhirHub.Regional.Operations;

/// <summary>Where an operation is called, https://hl7.org/fhir/R4/operations.html#naming.</summary>
[Flags]
public enum OperationLevel
{
    Type = 1,
    Instance = 2,
    Both = Type | Instance,
    System = 4,
}
