using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>The names that referrals use in resources.</summary>
internal static class ReferralCodes
{
    public const string Referral = "referral";
    public const string Up = "up";
    public const string Down = "down";
    public const string Across = "across";

    public const string States = Systems + "referral-state";
    public const string Kinds = Systems + "collaboration-kind";
    public const string Directions = Systems + "referral-direction";
    public const string Reasons = Systems + "referral-reason";
    public const string Priorities = Systems + "referral-priority";
    public const string LevelByLevel = Systems + "level-by-level";
    public const string Data = Systems + "referral-data";
    public const string Indicators = Systems + "referral-indicator";
    public const string VisitKinds = Systems + "visit-kind";
    public const string PlanKinds = Systems + "plan-kind";
    public const string AllianceKinds = Systems + "alliance-kind";
    public const string Numbers = "https://fhirhub.example/fhir/sid/referral-number";

    private const string Systems = "https://fhirhub.example/fhir/cn-base/CodeSystem/";
    private const string Definitions = "https://fhirhub.example/fhir/cn-base/StructureDefinition/";

    public const string DirectionUrl = Definitions + "referral-direction";
    public const string PriorityUrl = Definitions + "referral-priority";
    public const string ChoiceUrl = Definitions + "patient-choice";
    public const string RecommendationUrl = Definitions + "expert-recommendation";
    public const string LevelByLevelUrl = Definitions + "level-by-level";
    public const string ReceiverUrl = Definitions + "referral-receiver";
    public const string CoordinatorUrl = Definitions + "referral-coordinator";
    public const string EscalatedUrl = Definitions + "referral-escalated";
    public const string PackUrl = Definitions + "referral-pack";

    /// <summary>The kinds whose report is a diagnosis, <c>基层检查、上级诊断</c>.</summary>
    public static IReadOnlyList<string> DiagnosticKinds { get; } = ["remote-ecg", "remote-imaging", "remote-pathology"];

    /// <summary>The collaboration that a request is about; null where it says none.</summary>
    public static string? KindOf(ServiceRequest request) =>
        request.Category.SelectMany(c => c.Coding).FirstOrDefault(c => c.System == Kinds)?.Code;

    /// <summary><c>up</c>, <c>down</c> or <c>across</c>; null where it says none.</summary>
    public static string? DirectionOf(ServiceRequest request) => (request.GetExtension(DirectionUrl)?.Value as Coding)?.Code;

    public static IReadOnlyList<string> PrioritiesOf(IExtendable resource) =>
        [.. resource.Extension.Where(e => e.Url == PriorityUrl).Select(e => (e.Value as Coding)?.Code).OfType<string>()];

    public static string? ReasonOf(ServiceRequest request) => request.Code?.Coding.FirstOrDefault(c => c.System == Reasons)?.Code;

    public static bool IsUrgent(ServiceRequest request) => request.Priority is not (null or RequestPriority.Routine);

    /// <summary>The type of an input or output of a task.</summary>
    public static CodeableConcept DataType(string code) => new(Data, code);

    /// <summary>Whether a resource claims one of our profiles, of whatever version.</summary>
    public static bool Claims(Resource resource, string profile) => resource.Meta?.Profile.Any(p => p?.Split('|')[0] == Definitions + profile) == true;

    public static void Claim(Resource resource, string profile)
    {
        string canonical = Definitions + profile;
        resource.Meta ??= new Meta();
        if (!resource.Meta.Profile.Contains(canonical))
            resource.Meta.Profile = [.. resource.Meta.Profile, canonical];
    }

    /// <summary>A step of a referral as an operation on its Task, which institutions alone call.</summary>
    public static OperationSignature StepSignature(string id, string code) =>
        new(id, "Task", code, OperationLevel.Instance, AffectsState: true) { NeedsOrganization = true, TraceEvent = "referral-step", AuditsRefusals = true };
}
