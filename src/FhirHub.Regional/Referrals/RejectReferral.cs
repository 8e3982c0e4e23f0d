using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary><c>Task/[id]/$reject</c>: the receiver does not take the patient, and says why.</summary>
internal sealed class RejectReferral : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("reject-referral", "reject");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Require(ReferralStep.Reject, call);
        var reason = call.Input.Get<CodeableConcept>("reason");
        await new ReferralPlace(referral, call, ledger).ReleaseAsync(reason, cancellationToken);
        referral.AddOutput("answered", ChinaTime.Write(call.Now));
        referral.Take(ReferralStep.Reject, call, ledger, reason);
        return new OperationAnswer().AddStored("return", referral.Key);
    }
}
