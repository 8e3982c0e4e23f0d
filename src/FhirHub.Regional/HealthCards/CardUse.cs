using FhirHub.Regional.Policies;

namespace FhirHub.Regional.HealthCards;

/// <summary>What a card serves for: the steps of a visit, codes of https://fhirhub.example/fhir/cn-base/CodeSystem/card-step.</summary>
internal static class CardUse
{
    /// <summary>The health card, the pack's primary card and those that do for it serve for more than the other bound cards; one that is not active, for nothing.</summary>
    /// <param name="policy">That governs.</param>
    /// <param name="found">The card.</param>
    /// <param name="today">The province's day.</param>
    public static PolicyValue<IReadOnlyList<string>> Of(Policy policy, FoundCard found, string today)
    {
        bool full = found.Kind.Code == CardKind.ElectronicHealthCard
            || found.Kind.Code == policy.Get<string>("healthCard", "primaryCard").Value
            || policy.Get<IReadOnlyList<string>>("healthCard", "interchangeableCards").Value.Contains(found.Kind.Code, StringComparer.Ordinal);
        var steps = policy.Get<IReadOnlyList<string>>("healthCard", full ? "cardSteps" : "boundCardSteps");
        bool counts = CardIdentifiers.EndOf(found.Card, today) is null && found.State == CardIdentifiers.Active && found.Patient.Resource.Active != false && !CardHolder.IsDeceased(found.Patient.Resource);
        return counts ? steps : steps with { Value = [] };
    }

    /// <param name="allowed">As <see cref="Of"/> gives it.</param>
    /// <param name="found">The card.</param>
    /// <param name="step">A code of it.</param>
    /// <param name="today">The province's day.</param>
    /// <exception cref="Engine.Errors.FhirException">Refused: the card does not serve for the step.</exception>
    public static void Require(PolicyValue<IReadOnlyList<string>> allowed, FoundCard found, string step, string today)
    {
        if (allowed.Value.Contains(step, StringComparer.Ordinal))
            return;
        if (found.State == CardIdentifiers.Active && CardIdentifiers.EndOf(found.Card, today) is { } end)
            throw HealthCardRules.CardExpired.Refuse(PolicySource.Default, end);
        throw HealthCardRules.StepNotServed.Refuse(allowed.Source, step, found.State);
    }
}
