using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary><c>Task/[id]/$accept</c>: the receiver will take the patient; the policy says for whom it names a coordinator (green channel).</summary>
internal sealed class AcceptReferral : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("accept-referral", "accept");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Require(ReferralStep.Accept, call);
        await NameCoordinatorAsync(referral, call, ledger, cancellationToken);
        referral.AddOutput("answered", ChinaTime.Write(call.Now));
        referral.Take(ReferralStep.Accept, call, ledger);
        return new OperationAnswer().AddStored("return", referral.Key);
    }

    private static async Task NameCoordinatorAsync(Referral referral, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var policy = referral.Policy.Get<CoordinatorPolicy?>("referral", "coordinator");
        if (call.Input.Find<ResourceReference>("coordinator") is { } coordinator)
        {
            if (!await Institutions.IsStaffAsync(coordinator, referral.Receiver, call.Input.PathOf("coordinator"), ledger, cancellationToken))
                throw ReferralRules.CoordinatorElsewhere.Refuse(policy.Source, coordinator.Reference ?? "-", referral.Receiver);
            referral.Task.SetExtension(ReferralCodes.CoordinatorUrl, new ResourceReference(coordinator.Reference));
        }
        else if (policy.Value is { } wanted && await IsWantedAsync(wanted, referral, call, ledger, cancellationToken))
        {
            throw ReferralRules.Coordinator.Refuse(policy.Source, referral.Receiver);
        }
    }

    /// <summary>Whether this patient comes by the green channel, upwards.</summary>
    private static async Task<bool> IsWantedAsync(CoordinatorPolicy policy, Referral referral, OperationCall call, Ledger ledger, CancellationToken cancellationToken) =>
        !referral.IsCollaboration
        && ReferralCodes.DirectionOf(referral.Request) == ReferralCodes.Up
        && policy.Levels.Contains(call.RequiredOrganization.Level)
        && (policy.Patients == "all" || await Institutions.IsSignedAsync(referral.Patient, call, ledger, cancellationToken));
}
