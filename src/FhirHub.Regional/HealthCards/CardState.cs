namespace FhirHub.Regional.HealthCards;

/// <summary>States of a card, https://fhirhub.example/fhir/cn-base/CodeSystem/card-state.</summary>
internal enum CardState
{
    Active,
    Suspended,
    Replaced,
    Unbound,
    Cancelled,
}
