using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/[id]/$unbind-card</c>: a resident is not known by a card any more; another may bind it. Unbound again, it stays as it is.</summary>
internal sealed class UnbindCard(IdentifierSystems systems) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("unbind-card", "Patient", "unbind-card", OperationLevel.Instance, AffectsState: true) { TraceEvent = "card-unbound" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await CardHolder.GetRecordAsync(call, ledger, cancellationToken);
        var given = CardInput.Require(call);
        var kind = CardInput.KindOf(given, systems);
        var held = CardSearch.Held(patient.Resource, systems, given, kind).ToList();
        if (held.Count == 0)
            throw HealthCardRules.NotBound.Refuse(PolicySource.Default, patient.Key);
        if (held.Exists(c => CardKind.Of(c, systems)!.Code == CardKind.ElectronicHealthCard))
            throw HealthCardRules.HealthCardStays.Refuse(PolicySource.Default);
        string today = CardHolder.Day(call.Now);
        var unbound = held.Where(c => CardStates.Take(c, CardStep.Unbind, today)).ToList();
        if (unbound.Count > 0)
        {
            ledger.Update(patient);
            ledger.Reason = call.Input.Text("reason");
            CardHolder.Notify(call, ledger, patient.Key, "unbound");
        }

        return new OperationAnswer().AddStored("patient", patient.Key);
    }
}
