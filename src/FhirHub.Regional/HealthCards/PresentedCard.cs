using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>A card that a known resident shows.</summary>
internal static class PresentedCard
{
    /// <summary>The card among the resident's, one that counts before one that does not; null where it is none of them.</summary>
    /// <param name="card">With system and value.</param>
    /// <param name="patient">Who shows it.</param>
    /// <param name="policy">That governs.</param>
    /// <param name="systems">Knows the other names of systems.</param>
    /// <exception cref="Engine.Errors.FhirException">Refused: it is no card, or a document where nobody is known by one.</exception>
    public static FoundCard? Of(Identifier card, Reading<Patient> patient, Policy policy, IdentifierSystems systems)
    {
        string? system = systems.PreferredOf(card.System);
        if (DocumentKind.All.Any(k => k.System == system))
            return OfDocument(card, patient, policy, systems);
        var kind = CardInput.KindOf(card, systems);
        return CardSearch.Held(patient.Resource, systems, card, kind)
            .Where(c => CardIdentifiers.StateOf(c) != CardIdentifiers.Unbound)
            .OrderByDescending(CardIdentifiers.IsCurrent)
            .Select(c => new FoundCard(patient, c, CardKind.Of(c, systems)!)).FirstOrDefault();
    }

    /// <exception cref="Engine.Errors.FhirException">Refused: nobody is known by a document here.</exception>
    public static void RequireCardless(Policy policy)
    {
        var cardless = policy.Get<bool>("healthCard", "cardlessVisits");
        if (!cardless.Value)
            throw HealthCardRules.NoCardlessVisits.Refuse(cardless.Source);
    }

    /// <summary>A document stands for the health card.</summary>
    private static FoundCard? OfDocument(Identifier document, Reading<Patient> patient, Policy policy, IdentifierSystems systems)
    {
        RequireCardless(policy);
        if (!PersonalDocument.IsOf(patient.Resource.Identifier, systems, systems.PreferredOf(document.System)!, document.Value!))
            return null;
        var card = CardIdentifiers.HealthCardsOf(patient.Resource, systems).FirstOrDefault(CardIdentifiers.IsCurrent)
            ?? throw HealthCardRules.NoActiveCard.Refuse(PolicySource.Default, patient.Key);
        return new FoundCard(patient, card, CardKind.Of(card, systems)!);
    }
}
