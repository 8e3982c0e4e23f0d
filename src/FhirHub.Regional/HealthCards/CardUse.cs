using FhirHub.Regional.Policies;

namespace FhirHub.Regional.HealthCards;

/// <summary>What a card serves for: the steps of a visit, codes of https://fhirhub.example/fhir/cn-base/CodeSystem/card-step.</summary>
internal static class CardUse
{
    /// <summary>The health card, the pack's primary card and those that do for it serve for more than the other bound cards; one that is not active, for nothing.</summary>
    public static PolicyValue<IReadOnlyList<string>> Of(Policy policy, FoundCard found)
    {
        bool full = found.Kind.Code == CardKind.ElectronicHealthCard
            || found.Kind.Code == policy.Get<string>("healthCard", "primaryCard").Value
            || policy.Get<IReadOnlyList<string>>("healthCard", "interchangeableCards").Value.Contains(found.Kind.Code, StringComparer.Ordinal);
        var steps = policy.Get<IReadOnlyList<string>>("healthCard", full ? "cardSteps" : "boundCardSteps");
        bool counts = found.State == CardIdentifiers.Active && found.Patient.Resource.Active != false && !CardHolder.IsDeceased(found.Patient.Resource);
        return counts ? steps : steps with { Value = [] };
    }
}
