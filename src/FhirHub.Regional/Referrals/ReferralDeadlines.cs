using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>By when the step that is next is to be taken: <c>Task.restriction.period</c>, https://hl7.org/fhir/R4/task-definitions.html#Task.restriction.period.</summary>
internal static class ReferralDeadlines
{
    /// <summary>Begins the deadline of a state; one that has ended has none.</summary>
    public static void Begin(FhirTask task, ReferralState state, ReferralUrgency urgency, Policy policy, DateTimeOffset from)
    {
        task.RemoveExtension(ReferralCodes.EscalatedUrl);
        task.Restriction = HoursFor(state, urgency, policy) is { } hours and > 0
            ? new FhirTask.RestrictionComponent { Period = new Period { StartElement = ChinaTime.Write(from), EndElement = ChinaTime.Write(ChinaTime.Later(from, hours)) } }
            : null;
    }

    public static DateTimeOffset? Of(FhirTask task) =>
        task.Restriction?.Period?.EndElement is { } end && end.TryToDateTimeOffset(out var exact) ? exact : null;

    private static int? HoursFor(ReferralState state, ReferralUrgency urgency, Policy policy) => state switch
    {
        ReferralState.Requested or ReferralState.Received => policy.Get<int>("referral", urgency.IsUrgent ? "urgentAnswerHours" : "answerHours").Value,
        ReferralState.InfoRequested => Steps(policy).Information,
        ReferralState.Accepted => urgency.IsCollaboration ? Steps(policy).Completion : Steps(policy).Schedule,
        ReferralState.Scheduled => Steps(policy).Admission,
        ReferralState.Admitted => Steps(policy).Completion,
        _ => null,
    };

    private static StepHours Steps(Policy policy) => policy.Get<StepHours>("referral", "stepHours").Value;
}
