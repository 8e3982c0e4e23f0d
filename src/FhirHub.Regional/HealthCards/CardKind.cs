using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>A kind of card, and how its cards are numbered.</summary>
/// <param name="Code">Of https://fhirhub.example/fhir/cn-base/CodeSystem/card-kind.</param>
/// <param name="System">The preferred URI of its numbers; two kinds may share one, then a card says which it is.</param>
internal sealed record CardKind(string Code, string System)
{
    public const string ElectronicHealthCard = "electronic-health-card";
    public const string ResidentHealthCard = "resident-health-card";
    public const string VisitCard = "visit-card";
    public const string BankCard = "bank-card";
    private const string SocialSecurity = "urn:oid:2.16.840.1.113883.2.23.1.19.2";
    private const string Own = "https://fhirhub.example/fhir/sid/";

    /// <summary>Of kinds that share a system, the one that a card is where it says none comes first.</summary>
    public static readonly IReadOnlyList<CardKind> All =
    [
        new(ElectronicHealthCard, CardIdentifiers.HealthCard),
        new(ResidentHealthCard, CardIdentifiers.HealthCard),
        new("social-security-card", SocialSecurity),
        new("electronic-social-security-card", SocialSecurity),
        new("insurance-e-voucher", Own + "insurance-e-voucher"),
        new("insurance-card", Own + "insurance-card"),
        new("citizen-card", Own + "citizen-card"),
        new(VisitCard, Own + "visit-card"),
        new(BankCard, Own + "bank-card"),
    ];

    /// <summary>Whether a person has one of them at most: visit cards there are of each hospital, bank cards of each bank.</summary>
    public bool IsSingle => Code is not (VisitCard or BankCard);

    /// <summary>The kind of a card; null for an identifier that is none.</summary>
    public static CardKind? Of(Identifier card, IdentifierSystems systems)
    {
        string? system = systems.PreferredOf(card.System), stated = CardIdentifiers.StatedKindOf(card);
        return All.FirstOrDefault(k => k.System == system && k.Code == stated) ?? All.FirstOrDefault(k => k.System == system);
    }
}
