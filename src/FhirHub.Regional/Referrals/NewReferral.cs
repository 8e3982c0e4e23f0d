using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>The task of a request that is submitted: first step of every referral.</summary>
internal static class NewReferral
{
    /// <summary>Fills in what a request lacks, and stages its task.</summary>
    /// <param name="request">Checked already; to be staged by the caller, before.</param>
    /// <param name="reference">To it.</param>
    /// <param name="receiver">The institution it goes to.</param>
    /// <param name="policy">Which governs it from here on.</param>
    /// <param name="call">Who submits.</param>
    /// <param name="ledger">Where to stage.</param>
    /// <returns>A reference to the task.</returns>
    public static ResourceReference Stage(ServiceRequest request, ResourceReference reference, ResourceKey receiver, Policy policy, OperationCall call, Ledger ledger)
    {
        var kind = request.Category.First(c => c.Coding.Any(x => x.System == ReferralCodes.Kinds));
        var task = new FhirTask
        {
            Code = (CodeableConcept)kind.DeepCopy(),
            Intent = FhirTask.TaskIntent.Order,
            Status = ReferralStates.TaskStatusOf(ReferralState.Requested),
            BusinessStatus = ReferralStates.ConceptOf(ReferralState.Requested),
            Priority = request.Priority,
            Focus = new ResourceReference(reference.Reference),
            For = new ResourceReference(request.Subject!.Reference),
            Encounter = request.Encounter is { } encounter ? new ResourceReference(encounter.Reference) : null,
            AuthoredOnElement = ChinaTime.Write(call.Now),
            LastModifiedElement = ChinaTime.Write(call.Now),
            Requester = new ResourceReference(call.RequiredOrganization.Reference),
            Owner = new ResourceReference(receiver.ToString()),
        };
        ReferralCodes.Claim(task, "cn-referral-task");
        task.SetExtension(ReferralCodes.ReceiverUrl, new ResourceReference(receiver.ToString()));
        task.SetExtension(ReferralCodes.PackUrl, new Code(policy.Pack));
        foreach (string priority in ReferralCodes.PrioritiesOf(request))
            task.AddExtension(ReferralCodes.PriorityUrl, new Coding(ReferralCodes.Priorities, priority));
        var urgency = new ReferralUrgency(ReferralCodes.IsUrgent(request), ReferralCodes.KindOf(request) != ReferralCodes.Referral);
        ReferralDeadlines.Begin(task, ReferralState.Requested, urgency, policy, call.Now);
        var key = ledger.Create(task);
        ReferralPushes.Submitted(key, receiver, References.Find(task.For)!.Value, policy, call, ledger);
        return key;
    }

    /// <summary>Number, status, time and requester of a request that lacks them.</summary>
    public static void Fill(ServiceRequest request, OperationCall call)
    {
        request.Status = ReferralStates.RequestStatusOf(ReferralState.Requested);
        request.Intent ??= RequestIntent.Order;
        request.AuthoredOnElement ??= ChinaTime.Write(call.Now);
        request.Requester ??= new ResourceReference(call.RequiredOrganization.Reference);
        bool isReferral = ReferralCodes.KindOf(request) == ReferralCodes.Referral;
        ReferralCodes.Claim(request, isReferral ? "cn-referral" : "cn-service-request");
        if (isReferral && NumberOf(request) is null)
            request.Identifier.Add(new Identifier(ReferralCodes.Numbers, NewNumber(call)));
    }

    public static string? NumberOf(ServiceRequest request) => request.Identifier.FirstOrDefault(i => i.System == ReferralCodes.Numbers)?.Value;

    /// <summary>ZZ, the division of the requester, the day, and what makes it the only one.</summary>
    private static string NewNumber(OperationCall call) =>
        $"ZZ-{call.RequiredOrganization.Division ?? "000000"}-{ChinaTime.DayOf(call.Now):yyyyMMdd}-{Guid.NewGuid():N}"[..30].ToUpperInvariant();
}
