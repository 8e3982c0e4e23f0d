using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>A card with its bearer.</summary>
internal sealed record FoundCard(Reading<Patient> Patient, Identifier Card, CardKind Kind)
{
    public string State => CardIdentifiers.StateOf(Card);
}
