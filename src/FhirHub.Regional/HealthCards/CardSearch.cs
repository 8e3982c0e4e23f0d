using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>Cards among the identifiers of a resident.</summary>
internal static class CardSearch
{
    /// <summary>What those take turns by who bind a card, or bring one back.</summary>
    public static string Turn(IdentifierSystems systems, Identifier card) => $"card:{systems.PreferredOf(card.System)}|{card.Value}";

    /// <summary>Those that are this card, those of the past included.</summary>
    public static IEnumerable<Identifier> Held(Patient patient, IdentifierSystems systems, Identifier card, CardKind kind) =>
        patient.Identifier.Where(i => systems.AreSame(i, kind.System, card.Value!) && SameHospital(i, card, kind));

    /// <summary>Visit cards are numbered by each hospital for itself: cards of two are not the same, whatever their numbers.</summary>
    public static bool SameHospital(Identifier one, Identifier other, CardKind kind) =>
        kind.Code != CardKind.VisitCard || one.Assigner is null || other.Assigner is null || References.Find(one.Assigner) == References.Find(other.Assigner);
}
