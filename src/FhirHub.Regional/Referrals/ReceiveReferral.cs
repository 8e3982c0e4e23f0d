using FhirHub.Regional.Operations;

namespace FhirHub.Regional.Referrals;

/// <summary><c>Task/[id]/$receive</c>: the receiver has taken note, and will answer.</summary>
internal sealed class ReceiveReferral : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("receive-referral", "receive");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Take(ReferralStep.Receive, call, ledger);
        return new OperationAnswer().AddStored("return", referral.Key);
    }
}
