using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/[id]/$suspend-health-card</c>: the card is lost or misused, and does not count until another is issued.</summary>
internal sealed class SuspendHealthCard : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("suspend-health-card", "Patient", "suspend-health-card", OperationLevel.Instance, AffectsState: true) { TraceEvent = "card-issued" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await ledger.GetAsync<Patient>(call.RequiredInstance, cancellationToken);
        var cards = patient.Resource.Identifier.Where(i => i.System == CardIdentifiers.HealthCard).ToList();
        var active = cards.Where(c => CardIdentifiers.StateOf(c) == "active").ToList();
        if (active.Count == 0 && !cards.Exists(c => CardIdentifiers.StateOf(c) == "suspended"))
            throw HealthCardRules.NoActiveCard.Refuse(PolicySource.Default, patient.Key);
        foreach (var card in active)
            CardIdentifiers.SetState(card, "suspended");
        if (active.Count > 0)
            ledger.Update(patient);
        return new OperationAnswer().AddStored("patient", patient.Key);
    }
}
