using FhirHub.Regional.HealthCards.Keys;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/[id]/$reissue-health-card</c>: a new card, with a number of its own, takes the place of one that is active or suspended.</summary>
internal sealed class ReissueHealthCard(HealthCardKeys keys, IdentifierSystems systems) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("reissue-health-card", "Patient", "reissue-health-card", OperationLevel.Instance, AffectsState: true) { TraceEvent = "card-issued" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await CardHolder.GetAsync(call, ledger, cancellationToken);
        await CardHolder.RequireKnownAsync(call, ledger, patient, systems, cancellationToken);
        var cards = CardIdentifiers.HealthCardsOf(patient.Resource, systems);
        if (cards.FirstOrDefault(CardIdentifiers.IsCurrent) is not { } old)
            throw HealthCardRules.NoCard.Refuse(PolicySource.Default, patient.Key);
        if (call.Input.Has("card") && IsReplaced(call, cards, old))
            return new OperationAnswer().AddStored("patient", patient.Key).Add("card", old);
        var document = PersonalDocument.Of(patient.Resource.Identifier, systems) ?? throw HealthCardRules.NoDocument.Refuse(
            PolicySource.Default, string.Join(", ", DocumentKind.All.Select(k => k.English)), string.Join("、", DocumentKind.All.Select(k => k.Chinese)));
        string today = CardHolder.Day(call.Now);
        foreach (var card in cards.Where(CardIdentifiers.IsCurrent))
            CardStates.Take(card, CardStep.Reissue, today);
        var next = CardIdentifiers.NewHealthCard(await IssuedNumbers.NextAsync(call, ledger, keys, document, cards.Count, cancellationToken), today, old.Assigner);
        patient.Resource.Identifier.Add(next);
        CardHolder.ClaimProfile(patient.Resource);
        ledger.Update(patient);
        ledger.Reason = call.Input.Text("reason");
        CardHolder.Notify(call, ledger, patient.Key, "reissued");
        return new OperationAnswer().AddStored("patient", patient.Key).Add("card", next);
    }

    /// <summary>Whether the card that is to be replaced was: then the call is one that was answered before.</summary>
    /// <exception cref="Engine.Errors.FhirException">Refused: it is none of the resident's.</exception>
    private bool IsReplaced(OperationCall call, IReadOnlyList<Identifier> cards, Identifier current)
    {
        var card = CardInput.Require(call);
        if (systems.AreSame(current, card.System!, card.Value!))
            return false;
        return cards.Any(c => systems.AreSame(c, card.System!, card.Value!)) ? true : throw HealthCardRules.NotBound.Refuse(PolicySource.Default, call.RequiredInstance);
    }
}
