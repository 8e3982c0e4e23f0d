using Hl7.Fhir.Model;
using Status = Hl7.Fhir.Model.Task.TaskStatus;

namespace FhirHub.Regional.Referrals;

/// <summary>What a state is elsewhere: its code, Task.status and ServiceRequest.status, and whose turn it is.</summary>
internal static class ReferralStates
{
    private static readonly (ReferralState State, string Code, string Name, Status Task, RequestStatus Request)[] All =
    [
        (ReferralState.Draft, "draft", "草稿", Status.Draft, RequestStatus.Draft),
        (ReferralState.Requested, "requested", "已申请", Status.Requested, RequestStatus.Active),
        (ReferralState.Received, "received", "已接收", Status.Received, RequestStatus.Active),
        (ReferralState.Accepted, "accepted", "已同意", Status.Accepted, RequestStatus.Active),
        (ReferralState.Rejected, "rejected", "已拒绝", Status.Rejected, RequestStatus.Revoked),
        (ReferralState.InfoRequested, "info-requested", "待补充资料", Status.OnHold, RequestStatus.OnHold),
        (ReferralState.Scheduled, "scheduled", "已安排", Status.Ready, RequestStatus.Active),
        (ReferralState.Admitted, "admitted", "已接诊", Status.InProgress, RequestStatus.Active),
        (ReferralState.Completed, "completed", "已完成", Status.Completed, RequestStatus.Completed),
        (ReferralState.Cancelled, "cancelled", "已取消", Status.Cancelled, RequestStatus.Revoked),
    ];

    /// <summary>Those in which somebody is to act: all that have a Task and have not ended.</summary>
    public static IReadOnlyList<ReferralState> Open { get; } =
    [
        ReferralState.Requested, ReferralState.Received, ReferralState.InfoRequested, ReferralState.Accepted, ReferralState.Scheduled, ReferralState.Admitted,
    ];

    /// <summary>The codes of <see cref="Open"/> as a search value.</summary>
    public static string OpenCodes { get; } = string.Join(',', Open.Select(CodeOf));

    public static string CodeOf(ReferralState state) => All[(int)state].Code;

    public static Status TaskStatusOf(ReferralState state) => All[(int)state].Task;

    public static RequestStatus RequestStatusOf(ReferralState state) => All[(int)state].Request;

    /// <summary>As <c>Task.businessStatus</c>.</summary>
    public static CodeableConcept ConceptOf(ReferralState state) => new() { Coding = [new Coding(ReferralCodes.States, All[(int)state].Code, All[(int)state].Name)] };

    /// <summary>The state of a <c>Task.businessStatus</c>; null for none of ours.</summary>
    public static ReferralState? Find(CodeableConcept? concept)
    {
        string? code = concept?.Coding.FirstOrDefault(c => c.System == ReferralCodes.States)?.Code;
        int index = Array.FindIndex(All, a => a.Code == code);
        return index < 0 ? null : All[index].State;
    }

    /// <summary>Who is to act in a state; in those that have ended, who has done so.</summary>
    public static ReferralParty TurnIn(ReferralState state) =>
        state is ReferralState.Draft or ReferralState.InfoRequested ? ReferralParty.Requester : ReferralParty.Receiver;

    public static bool IsOpen(ReferralState state) => Open.Contains(state);
}
