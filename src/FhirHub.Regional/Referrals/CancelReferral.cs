using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// <c>Task/[id]/$cancel</c>: until the patient is admitted, by the requester, or by the receiver once it has accepted. What was scheduled is given back.
/// </summary>
internal sealed class CancelReferral : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("cancel-referral", "cancel");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Require(ReferralStep.Cancel, call);
        var reason = call.Input.Get<CodeableConcept>("reason");
        await new ReferralPlace(referral, call, ledger).ReleaseAsync(reason, cancellationToken);
        referral.Take(ReferralStep.Cancel, call, ledger, reason);
        return new OperationAnswer().AddStored("return", referral.Key);
    }
}
