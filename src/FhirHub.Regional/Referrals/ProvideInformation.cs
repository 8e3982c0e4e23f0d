using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary><c>Task/[id]/$provide-information</c>: the requester gives what was missing; it is the receiver's turn again.</summary>
internal sealed class ProvideInformation : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("provide-information", "provide-information");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Require(ReferralStep.ProvideInformation, call);
        var documents = call.Input.AllResources("document");
        var references = call.Input.All<ResourceReference>("reference");
        if (documents.Count + references.Count == 0)
            throw ReferralRules.Information.Refuse(PolicySource.Default);
        foreach (var document in documents)
            referral.AddInput("information", Papers.File(document, referral.Patient, ledger));
        foreach (var reference in references)
        {
            var known = await Papers.CheckAsync(reference, referral.Patient, call.Input.PathOf("reference"), ledger, cancellationToken);
            referral.AddInput("information", known.Reference);
        }

        referral.Take(ReferralStep.ProvideInformation, call, ledger);
        return new OperationAnswer().AddStored("return", referral.Key);
    }
}
