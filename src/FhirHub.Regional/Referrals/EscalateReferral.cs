using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// Tells whom the policy names (<c>escalateTo</c>) that a deadline has passed, once for each deadline: the task keeps which was told. No caller's operation;
/// the server runs it itself.
/// </summary>
internal sealed class EscalateReferral : IRegionalOperation
{
    private const string Event = "overdue";

    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("escalate-referral", "escalate");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var task = await ledger.FindAsync<FhirTask>(call.RequiredInstance, cancellationToken);
        if (task is not null && IsDue(task.Resource, call.Now) && References.Find(task.Resource.For) is { } patient)
        {
            task.Resource.SetExtension(ReferralCodes.EscalatedUrl, new Instant(ReferralDeadlines.Of(task.Resource)));
            ledger.Update(task);
            var policy = await ReferralPolicy.OfAsync(task.Resource, call, ledger, cancellationToken);
            foreach (string recipient in policy.Get<string[]>("referral", "escalateTo").Value.Select(r => RecipientOf(r, task.Resource)).OfType<string>().Distinct())
                ledger.Notify(ReferralPushes.Of(task.Key, patient, Event, recipient, policy, call.Now));
        }

        return new OperationAnswer();
    }

    /// <summary>Another node may have told of it, or the step may have been taken, since the task was found.</summary>
    private static bool IsDue(FhirTask task, DateTimeOffset now) =>
        ReferralStates.Find(task.BusinessStatus) is { } state && ReferralStates.IsOpen(state)
        && ReferralDeadlines.Of(task) < now && task.GetExtension(ReferralCodes.EscalatedUrl) is null;

    private static string? RecipientOf(string name, FhirTask task) => name switch
    {
        "owner" => task.Owner?.Reference,
        "requester" => task.Requester?.Reference,
        "receiver" => (task.GetExtension(ReferralCodes.ReceiverUrl)?.Value as ResourceReference)?.Reference,
        _ => name,
    };
}
