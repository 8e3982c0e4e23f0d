using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/[id]/$suspend-health-card</c>: the card is lost or misused, and does not count until another is issued.</summary>
internal sealed class SuspendHealthCard(IdentifierSystems systems) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("suspend-health-card", "Patient", "suspend-health-card", OperationLevel.Instance, AffectsState: true) { TraceEvent = "card-suspended" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await CardHolder.GetRecordAsync(call, ledger, cancellationToken);
        var cards = CardIdentifiers.HealthCardsOf(patient.Resource, systems).Where(CardIdentifiers.IsCurrent).ToList();
        if (cards.Count == 0)
            throw HealthCardRules.NoActiveCard.Refuse(PolicySource.Default, patient.Key);
        if (cards.Exists(c => CardIdentifiers.StateOf(c) == CardIdentifiers.Active))
            await CardHolder.RequireKnownAsync(call, ledger, patient, systems, cancellationToken);
        string today = CardHolder.Day(call.Now);
        var suspended = cards.Where(c => CardStates.Take(c, CardStep.Suspend, today)).ToList();
        if (suspended.Count > 0)
        {
            ledger.Update(patient);
            ledger.Reason = call.Input.Text("reason");
            CardHolder.Notify(call, ledger, patient.Key, "suspended");
        }

        return new OperationAnswer().AddStored("patient", patient.Key);
    }
}
