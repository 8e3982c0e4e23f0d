using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Holds a request against the rules of the policy, all at once, and writes down what the policy wants recorded.</summary>
internal sealed class SubmissionCheck(Submission submission, OperationCall call, Ledger ledger)
{
    private readonly Findings _findings = new();

    private ServiceRequest Request => submission.Request;

    private Policy Policy => submission.Policy;

    /// <summary>Of a referral up or across, or of a collaboration.</summary>
    /// <exception cref="FhirHub.Engine.Errors.FhirException">Unprocessable: with an issue for each rule that is broken.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        CheckCollaboration();
        _findings.Require(submission.Receiver.Key != submission.Requester.Key, SubmissionRules.Receiver, PolicySource.Default, submission.Requester.Reference);
        if (submission.Kind == ReferralCodes.Referral)
        {
            string? direction = CheckDirection();
            CheckReason(direction);
            CheckRecorded(direction);
            CheckSummary(direction);
            await CheckWayAsync(direction, cancellationToken);
            GivePriorities(direction);
        }

        await CheckConsentAsync(cancellationToken);
        _findings.ThrowIfAny();
    }

    /// <summary>Of a referral down, whose direction is known.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task RunDownAsync(CancellationToken cancellationToken)
    {
        CheckCollaboration();
        _findings.Require(submission.Receiver.Key != submission.Requester.Key, SubmissionRules.Receiver, PolicySource.Default, submission.Requester.Reference);
        if (submission.DirectionByLevel is { } byLevel && byLevel != ReferralCodes.Down)
            _findings.Require(false, SubmissionRules.Direction, PolicySource.Default, submission.Requester.Reference, submission.Receiver.Reference, byLevel, ReferralCodes.Down);
        CheckReason(ReferralCodes.Down);
        var plan = Policy.Get<bool>("referral", "planOnReferralDown");
        _findings.Require(!plan.Value || Request.SupportingInfo.Exists(s => References.Find(s) is { Type: "CarePlan" }), SubmissionRules.Plan, plan.Source);
        await CheckConsentAsync(cancellationToken);
        _findings.ThrowIfAny();
    }

    private void CheckCollaboration()
    {
        var kinds = Policy.Get<string[]>("referral", "collaborations");
        _findings.Require(kinds.Value.Contains(submission.Kind), SubmissionRules.Collaboration, kinds.Source, submission.Kind, string.Join(", ", kinds.Value));
    }

    /// <summary>Fills the direction in where the levels tell it.</summary>
    private string? CheckDirection()
    {
        string? said = ReferralCodes.DirectionOf(Request), direction = submission.DirectionByLevel ?? said;
        string from = submission.Requester.Reference, to = submission.Receiver.Reference;
        _findings.Require(direction is not null, SubmissionRules.DirectionMissing, PolicySource.Default, from, to);
        _findings.Require(said is null || said == direction, SubmissionRules.Direction, PolicySource.Default, from, to, direction ?? string.Empty, said ?? string.Empty);
        _findings.Require(direction != ReferralCodes.Down, SubmissionRules.DownByReferDown, PolicySource.Default);
        if (said is null && direction is not null)
            Request.SetExtension(ReferralCodes.DirectionUrl, new Coding(ReferralCodes.Directions, direction));
        return direction;
    }

    private void CheckReason(string? direction)
    {
        if (direction is not (ReferralCodes.Up or ReferralCodes.Down))
            return;
        bool up = direction == ReferralCodes.Up;
        var reasons = Policy.Get<string[]>("referral", up ? "reasonsUp" : "reasonsDown");
        string? reason = ReferralCodes.ReasonOf(Request);
        _findings.Require(
            reasons.Value.Length == 0 || reasons.Value.Contains(reason), SubmissionRules.Reason, reasons.Source, reason ?? "-", direction, string.Join(", ", reasons.Value));
        _findings.Require(!up || Request.ReasonCode.Count + Request.ReasonReference.Count > 0, SubmissionRules.Diagnosis, PolicySource.Default);
    }

    private void CheckRecorded(string? direction)
    {
        if (direction != ReferralCodes.Up)
            return;
        var choice = Policy.Get<bool>("referral", "recordPatientChoice");
        _findings.Require(!choice.Value || Request.GetExtension(ReferralCodes.ChoiceUrl) is not null, SubmissionRules.PatientChoice, choice.Source);
        var expert = Policy.Get<bool>("referral", "recordExpertRecommendation");
        _findings.Require(!expert.Value || Request.GetExtension(ReferralCodes.RecommendationUrl) is not null, SubmissionRules.ExpertRecommendation, expert.Source);
    }

    private void CheckSummary(string? direction) => _findings.Require(
        direction != ReferralCodes.Up || Request.SupportingInfo.Exists(s => Papers.IsSummary(References.Find(s)?.Type)), SubmissionRules.Summary, PolicySource.Default);

    /// <summary>The way through the levels: primary care first, then one after the other; urgent cases may be exempt.</summary>
    private async Task CheckWayAsync(string? direction, CancellationToken cancellationToken)
    {
        Request.RemoveExtension(ReferralCodes.LevelByLevelUrl);
        if (direction != ReferralCodes.Up)
            return;
        bool exempt = submission.IsUrgent && Policy.Get<bool>("referral", "urgentExemption").Value;
        var first = Policy.Get<bool>("referral", "communityFirst");
        if (first.Value && !exempt)
        {
            int days = Policy.Get<int>("referral", "firstVisitDays").Value;
            _findings.Require(await HasFirstVisitAsync(days, cancellationToken), SubmissionRules.CommunityFirst, first.Source, submission.Requester.Reference, days);
        }

        var way = Policy.Get<string>("referral", "levelByLevel");
        if (way.Value == "off")
            return;
        _findings.Require(
            way.Value != "enforce" || !submission.SkipsLevels || exempt, SubmissionRules.StepByStep, way.Source, submission.Requester.Level ?? "-", submission.Receiver.Level ?? "-");
        string code = (submission.SkipsLevels, exempt) switch { (false, _) => "stepwise", (true, true) => "exempt", _ => "skipped" };
        Request.SetExtension(ReferralCodes.LevelByLevelUrl, new Coding(ReferralCodes.LevelByLevel, code));
    }

    private async Task<bool> HasFirstVisitAsync(int days, CancellationToken cancellationToken)
    {
        if (Institutions.IsPrimary(submission.Requester))
            return true;
        string since = ChinaTime.DayOf(call.Now.AddDays(-days)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var visit in await ledger.SearchAsync<Encounter>($"subject={submission.Patient}&date=ge{since}&_sort=-date", 200, cancellationToken))
        {
            if (visit.Resource.Status is not (Encounter.EncounterStatus.Cancelled or Encounter.EncounterStatus.EnteredInError or Encounter.EncounterStatus.Planned)
                && References.Find(visit.Resource.ServiceProvider) is { Type: "Organization" } provider
                && await ledger.FindAsync<Organization>(provider, cancellationToken) is { } institution
                && Institutions.IsPrimary(ActingOrganization.Of(institution.Resource)))
                return true;
        }

        return false;
    }

    /// <summary>Patients who are referred by the rules have the priorities of the policy; nobody has others.</summary>
    private void GivePriorities(string? direction)
    {
        var priorities = Policy.Get<string[]>("referral", "priorities");
        var asked = ReferralCodes.PrioritiesOf(Request);
        foreach (string priority in asked.Where(p => !priorities.Value.Contains(p)))
            _findings.Require(false, SubmissionRules.Priority, priorities.Source, priority, priorities.Value.Length == 0 ? "-" : string.Join(", ", priorities.Value));
        bool byTheRules = (Request.GetExtension(ReferralCodes.LevelByLevelUrl)?.Value as Coding)?.Code != "skipped";
        if (direction != ReferralCodes.Up || !byTheRules)
            return;
        foreach (string priority in priorities.Value.Except(asked))
            Request.AddExtension(ReferralCodes.PriorityUrl, new Coding(ReferralCodes.Priorities, priority));
    }

    private async Task CheckConsentAsync(CancellationToken cancellationToken)
    {
        var required = Policy.Get<bool>("referral", "consentRequired");
        if (required.Value)
            _findings.Require(await HasConsentAsync(cancellationToken), SubmissionRules.Consent, required.Source);
    }

    private async Task<bool> HasConsentAsync(CancellationToken cancellationToken)
    {
        if (call.Input.FindResource<Consent>("consent") is { } given)
            return IsActive(given);
        foreach (var key in Request.SupportingInfo.Select(References.Find).OfType<ResourceKey>().Where(k => k.Type == "Consent"))
        {
            if (await ledger.FindAsync<Consent>(key, cancellationToken) is { } consent && IsActive(consent.Resource))
                return true;
        }

        return false;
    }

    private bool IsActive(Consent consent) => consent.Status == Consent.ConsentState.Active && Institutions.Covers(consent.Provision?.Period, call.Now);
}
