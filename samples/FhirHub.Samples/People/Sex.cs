namespace FhirHub.Samples.People;

internal enum Sex
{
    Male,
    Female,
}
