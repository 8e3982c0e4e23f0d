using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Who is told of a step: the other institution and the coordinator always, systems as the policy says (<c>pushSteps</c>, <c>pushTo</c>).</summary>
internal static class ReferralPushes
{
    public const string Topic = "referral";

    public static void Tell(Referral referral, ReferralStep step, OperationCall call, Ledger ledger)
    {
        string[] concerned = [referral.Requester.ToString(), referral.Receiver.ToString(), referral.Coordinator?.Reference ?? referral.Receiver.ToString()];
        foreach (string recipient in concerned.Distinct().Where(r => r != call.Organization?.Reference))
            ledger.Notify(Of(referral.Key, referral.Patient, ReferralStates.CodeOf(referral.State), recipient, referral.Policy, call.Now));
        Push(step, referral.Key, referral.Patient, referral.Policy, call.Now, ledger);
    }

    /// <summary>The same of a referral whose task is just made.</summary>
    public static void Submitted(ResourceReference task, ResourceKey receiver, ResourceKey patient, Policy policy, OperationCall call, Ledger ledger)
    {
        var key = ResourceKey.Parse(task.Reference!);
        ledger.Notify(Of(key, patient, ReferralStates.CodeOf(ReferralState.Requested), receiver.ToString(), policy, call.Now));
        Push(ReferralStep.Submit, key, patient, policy, call.Now, ledger);
    }

    public static Notification Of(ResourceKey task, ResourceKey patient, string what, string recipient, Policy policy, DateTimeOffset now) => new()
    {
        Time = now.UtcDateTime,
        Topic = Topic,
        Event = what,
        Recipient = recipient,
        Focus = task.ToString(),
        Subject = patient.ToString(),
        Pack = policy.Pack,
    };

    private static void Push(ReferralStep step, ResourceKey task, ResourceKey patient, Policy policy, DateTimeOffset now, Ledger ledger)
    {
        if (PushOf(step) is not { } push || !policy.Get<string[]>("referral", "pushSteps").Value.Contains(push))
            return;
        foreach (string system in policy.Get<string[]>("referral", "pushTo").Value)
            ledger.Notify(Of(task, patient, push, system, policy, now));
    }

    /// <summary>What policies call a step; null for those that none pushes.</summary>
    private static string? PushOf(ReferralStep step) => step switch
    {
        ReferralStep.Submit => "application",
        ReferralStep.Accept or ReferralStep.Reject => "approval",
        ReferralStep.Admit => "admission",
        ReferralStep.Complete => "visit",
        _ => null,
    };
}
