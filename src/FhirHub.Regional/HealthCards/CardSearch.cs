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
        kind.Code != CardKind.VisitCard || HospitalOf(one) is not { } a || HospitalOf(other) is not { } b || a == b || a[0] != b[0];

    /// <summary>Who issued a card, by what it is named with: <c>R</c> and a reference, <c>I</c> and an identifier, <c>N</c> and a name; null where nobody says. Two that are named differently may be the same.</summary>
    public static string? HospitalOf(Identifier card)
    {
        if (References.Find(card.Assigner) is { } key)
            return $"R{key}";
        if (card.Assigner?.Identifier is { Value.Length: > 0 } number)
            return $"I{number.System}|{number.Value}";
        return card.Assigner?.Reference is { Length: > 0 } elsewhere ? $"R{elsewhere}" : card.Assigner?.Display is { Length: > 0 } name ? $"N{name.Trim()}" : null;
    }
}
