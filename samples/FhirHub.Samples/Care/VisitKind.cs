namespace FhirHub.Samples.Care;

internal enum VisitKind
{
    Outpatient,
    Emergency,
    Inpatient,
}
