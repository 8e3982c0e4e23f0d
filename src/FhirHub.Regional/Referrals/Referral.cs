using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>A referral as an operation has read it: its task and its request, which always say the same.</summary>
internal sealed class Referral
{
    private readonly Reading<FhirTask> _task;
    private readonly Reading<ServiceRequest> _request;

    private readonly bool _isNews;

    private Referral(Reading<FhirTask> task, Reading<ServiceRequest> request, ReferralState state, Policy policy, bool isNews)
    {
        (_task, _request, State, Policy, _isNews) = (task, request, state, policy, isNews);
        Requester = References.KeyOf(Task.Requester, "Organization", "Task.requester");
        Receiver = References.KeyOf(ReceiverOf(Task), "Organization", "Task.extension");
        Patient = References.KeyOf(Task.For, "Patient", "Task.for");
        Kind = ReferralCodes.KindOf(Request) ?? ReferralCodes.Referral;
    }

    public ResourceKey Key => _task.Key;

    public ResourceKey RequestKey => _request.Key;

    public FhirTask Task => _task.Resource;

    public ServiceRequest Request => _request.Resource;

    public ReferralState State { get; private set; }

    /// <summary>Code of https://fhirhub.example/fhir/cn-base/CodeSystem/collaboration-kind.</summary>
    public string Kind { get; }

    /// <summary>Under which it was submitted; it governs every step.</summary>
    public Policy Policy { get; }

    public ResourceKey Requester { get; }

    public ResourceKey Receiver { get; }

    public ResourceKey Patient { get; }

    public bool IsCollaboration => Kind != ReferralCodes.Referral;

    public bool IsUrgent => ReferralCodes.IsUrgent(Request);

    /// <summary>When it was asked for; where the request says another time than the task, the earlier one.</summary>
    public DateTimeOffset RequestedAt =>
        new[] { Request.AuthoredOnElement, Task.AuthoredOnElement }.OfType<FhirDateTime>().Select(ChinaPeriod.BeginOf).DefaultIfEmpty(DateTimeOffset.MinValue).Min();

    public ResourceReference? Coordinator => Task.GetExtension(ReferralCodes.CoordinatorUrl)?.Value as ResourceReference;

    /// <summary>The referral that a call is made on.</summary>
    /// <exception cref="FhirException">Not found, or unprocessable: it is no task of a referral.</exception>
    public static async Task<Referral> ReadAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var task = await ledger.GetAsync<FhirTask>(call.RequiredInstance, cancellationToken);
        if (ReferralStates.Find(task.Resource.BusinessStatus) is not { } state || ReceiverOf(task.Resource) is null)
            throw ReferralRules.NotAReferral.Refuse(PolicySource.Default, task.Key);
        return new Referral(
            task,
            await ledger.GetAsync<ServiceRequest>(task.Resource.Focus, "Task.focus", cancellationToken),
            state,
            await ReferralPolicy.OfAsync(task.Resource, call, ledger, cancellationToken),
            await ledger.IsNewsAsync(task, call, t => ReferralStates.Find(t.BusinessStatus), cancellationToken));
    }

    /// <summary>What goes into the task, or has come out of it.</summary>
    /// <param name="type">Code of https://fhirhub.example/fhir/cn-base/CodeSystem/referral-data.</param>
    public ResourceReference? OutputOf(string type) =>
        Task.Output.FirstOrDefault(o => o.Type.Coding.Any(c => c.System == ReferralCodes.Data && c.Code == type))?.Value as ResourceReference;

    public void AddInput(string type, ResourceReference reference)
    {
        Task.Input.Add(new FhirTask.ParameterComponent { Type = ReferralCodes.DataType(type), Value = reference });
        if (Request.SupportingInfo.TrueForAll(s => References.Find(s) != References.Find(reference)))
            Request.SupportingInfo.Add(new ResourceReference(reference.Reference));
    }

    /// <summary>Takes back what came out, because it counts no more.</summary>
    public void RemoveOutput(string type) => Task.Output.RemoveAll(o => o.Type.Coding.Any(c => c.System == ReferralCodes.Data && c.Code == type));

    public void AddOutput(string type, DataType value) => Task.Output.Add(new FhirTask.OutputComponent { Type = ReferralCodes.DataType(type), Value = value });

    /// <summary>Whether a step may be taken now, by the caller. Nothing is changed.</summary>
    /// <exception cref="FhirException">Conflict: not in this state, which may have changed since the caller looked. Unprocessable: not by this caller.</exception>
    public void Require(ReferralStep step, OperationCall call)
    {
        var caller = call.RequiredOrganization;
        var parties = PartiesOf(caller.Key);
        if (parties.Count == 0)
            throw ReferralRules.NotAParty.Refuse(PolicySource.Default, caller.Reference);
        string code = ReferralStates.CodeOf(State);
        // Several steps may be possible one after the other: who asked before the last one was taken did not know of it.
        if (_isNews || (call.Input.Text("state") is { } seen && seen != code))
            throw ReferralRules.State.Conflict(code, "$" + call.Signature.Code, code);
        var line = ReferralTable.Of(Kind).Find(State, step) ?? throw ReferralRules.State.Conflict(code, "$" + call.Signature.Code, code);
        if (line.By != ReferralParty.Either && !parties.Contains(line.By))
            throw ReferralRules.NotYourTurn.Refuse(PolicySource.Default, "$" + call.Signature.Code, line.By == ReferralParty.Receiver ? Receiver : Requester, caller.Reference);
    }

    /// <summary>Takes a step: both resources say so, the turn passes on, its deadline begins, and those whom it concerns are told.</summary>
    /// <param name="reason">Why, of those that need a reason.</param>
    /// <param name="from">When the deadline of the next begins; by default now.</param>
    /// <inheritdoc cref="Require"/>
    public void Take(ReferralStep step, OperationCall call, Ledger ledger, CodeableConcept? reason = null, DateTimeOffset? from = null)
    {
        Require(step, call);
        State = ReferralTable.Of(Kind).Find(State, step)!.To;
        Task.BusinessStatus = ReferralStates.ConceptOf(State);
        Task.Status = ReferralStates.TaskStatusOf(State);
        Task.StatusReason = reason;
        Task.Owner = new ResourceReference((ReferralStates.TurnIn(State) == ReferralParty.Receiver ? Receiver : Requester).ToString());
        Task.LastModifiedElement = ChinaTime.Write(call.Now);
        Request.Status = ReferralStates.RequestStatusOf(State);
        if (step != ReferralStep.Receive)
            ReferralDeadlines.Begin(Task, State, new ReferralUrgency(IsUrgent, IsCollaboration), Policy, from ?? call.Now);
        ledger.Update(_task);
        ledger.Update(_request);
        ReferralPushes.Tell(this, step, call, ledger);
    }

    private HashSet<ReferralParty> PartiesOf(ResourceKey caller)
    {
        var parties = new HashSet<ReferralParty>();
        if (caller == Requester)
            parties.Add(ReferralParty.Requester);
        if (caller == Receiver)
            parties.Add(ReferralParty.Receiver);
        return parties;
    }

    private static ResourceReference? ReceiverOf(FhirTask task) => task.GetExtension(ReferralCodes.ReceiverUrl)?.Value as ResourceReference;
}
