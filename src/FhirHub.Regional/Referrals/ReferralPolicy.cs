using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// Which policy governs a referral: that under which it was submitted, which its task keeps. A referral crosses regions; its rules do not change on the way.
/// </summary>
internal static class ReferralPolicy
{
    public static async Task<Policy> OfAsync(FhirTask task, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        string? pack = (task.GetExtension(ReferralCodes.PackUrl)?.Value as Code)?.Value;
        var requester = References.Find(task.Requester) is { Type: "Organization" } key ? await ledger.FindAsync<Organization>(key, cancellationToken) : null;
        return call.Governance.Of(pack, requester is null ? null : ActingOrganization.Of(requester.Resource).Division);
    }

    /// <summary>Of what follows from a treatment: that of the referral which led to it, else the caller's, who treated.</summary>
    public static async Task<Policy> AfterAsync(Encounter treated, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        foreach (var request in treated.BasedOn.Select(References.Find).OfType<Engine.Resources.ResourceKey>().Where(k => k.Type == "ServiceRequest"))
        {
            var tasks = await ledger.SearchAsync<FhirTask>($"focus={request}", 10, cancellationToken);
            if (tasks.FirstOrDefault(t => ReferralStates.Find(t.Resource.BusinessStatus) is not null) is { } task)
                return await OfAsync(task.Resource, call, ledger, cancellationToken);
        }

        return call.Policy;
    }
}
