using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>Cards as identifiers of a Patient.</summary>
internal static class CardIdentifiers
{
    public const string HealthCard = "urn:oid:2.16.156.10011.1.19";
    private const string StateUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state";
    private const string States = "https://fhirhub.example/fhir/cn-base/CodeSystem/card-state";

    /// <summary>The state of a card, <c>active</c> where it says none.</summary>
    public static string StateOf(Identifier card) => (card.GetExtension(StateUrl)?.Value as Coding)?.Code ?? "active";

    public static void SetState(Identifier card, string state) => card.SetExtension(StateUrl, new Coding(States, state));
}
