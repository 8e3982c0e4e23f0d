using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary><c>Task/[id]/$request-information</c>: the receiver says what is missing; it is the requester's turn.</summary>
internal sealed class RequestInformation : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("request-information", "request-information");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Take(ReferralStep.RequestInformation, call, ledger, call.Input.Get<CodeableConcept>("reason"));
        return new OperationAnswer().AddStored("return", referral.Key);
    }
}
