using FhirHub.Regional.HealthCards.Numbers;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>Cards as identifiers of a Patient.</summary>
internal static class CardIdentifiers
{
    public const string HealthCard = "urn:oid:2.16.156.10011.1.19";
    public const string Active = "active";
    public const string Suspended = "suspended";
    public const string Replaced = "replaced";
    public const string Unbound = "unbound";
    public const string Cancelled = "cancelled";
    private const string StateUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state";
    private const string States = "https://fhirhub.example/fhir/cn-base/CodeSystem/card-state";
    private const string KindUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/card-kind";
    private const string Kinds = "https://fhirhub.example/fhir/cn-base/CodeSystem/card-kind";

    /// <summary>The state of a card; where it says none, <c>active</c>, or <c>replaced</c> of an old one.</summary>
    public static string StateOf(Identifier card) =>
        (card.GetExtension(StateUrl)?.Value as Coding)?.Code ?? (card.Use == Identifier.IdentifierUse.Old ? Replaced : Active);

    /// <summary>Whether it says its state: cards do that operations have issued or bound.</summary>
    public static bool SaysState(Identifier card) => card.GetExtension(StateUrl) is not null;

    public static void SetState(Identifier card, string state) => card.SetExtension(StateUrl, new Coding(States, state));

    /// <summary>The kind that a card says it is; null where it says none.</summary>
    public static string? StatedKindOf(Identifier card) => (card.GetExtension(KindUrl)?.Value as Coding)?.Code;

    public static void SetKind(Identifier card, string kind) => card.SetExtension(KindUrl, new Coding(Kinds, kind));

    /// <summary>Whether it still is the bearer's, in use or not.</summary>
    public static bool IsCurrent(Identifier card) => StateOf(card) is Active or Suspended && card.Use != Identifier.IdentifierUse.Old;

    /// <summary>The end of its validity, where that is past; null where it has none, or is not over.</summary>
    /// <param name="today">The province's day; the day or month that an end names is still part of it.</param>
    public static string? EndOf(Identifier card, string today)
    {
        string? end = card.Period?.End;
        string? day = end is null ? null : end[..Math.Min(end.Length, today.Length)];
        return day is not null && string.CompareOrdinal(day, today[..day.Length]) < 0 ? end : null;
    }

    /// <summary>The health cards of a person, those of the past included.</summary>
    public static IReadOnlyList<Identifier> HealthCardsOf(Patient patient, IdentifierSystems systems) =>
        [.. patient.Identifier.Where(i => systems.PreferredOf(i.System) == HealthCard && StatedKindOf(i) != CardKind.ResidentHealthCard)];

    /// <summary>A new electronic health card.</summary>
    /// <param name="number">From <see cref="CardNumber"/>.</param>
    /// <param name="issued">The province's day.</param>
    /// <param name="assigner">Who issues it; null where nobody says.</param>
    public static Identifier NewHealthCard(string number, string issued, ResourceReference? assigner)
    {
        var card = new Identifier(HealthCard, number) { Use = Identifier.IdentifierUse.Usual, Period = new Period { Start = issued }, Assigner = assigner };
        SetKind(card, CardKind.ElectronicHealthCard);
        SetState(card, Active);
        return card;
    }
}
