using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Documents that go along with a referral: sent with a call, or here already; all of them about its patient.</summary>
internal static class Papers
{
    private const string Mistake = "entered-in-error";

    // What describes a case. What orders something or makes an appointment has operations or writes of its own.
    private static readonly string[] Filed =
    [
        "Composition", "DocumentReference", "Bundle", "DiagnosticReport", "Observation", "ImagingStudy", "Media", "QuestionnaireResponse", "Condition", "Procedure",
        "AllergyIntolerance", "MedicationStatement", "Immunization", "FamilyMemberHistory", "ClinicalImpression", "CarePlan", "Consent", "Encounter",
    ];

    /// <summary>Files a document that was sent along.</summary>
    /// <returns>A reference to it.</returns>
    /// <exception cref="FhirException">Unprocessable: it is no paper, or about somebody else, or about nobody.</exception>
    public static ResourceReference File(Resource document, ResourceKey patient, Ledger ledger)
    {
        if (!Filed.Contains(document.TypeName))
            throw ReferralRules.NotAPaper.Refuse(PolicySource.Default, document.TypeName, string.Join(", ", Filed));
        RequireSame(document.TypeName, document, patient);
        switch (document)
        {
            case Composition:
                ReferralCodes.Claim(document, "cn-composition");
                break;
            case CarePlan:
                ReferralCodes.Claim(document, "cn-care-plan");
                break;
            case Consent:
                ReferralCodes.Claim(document, "cn-consent");
                break;
        }

        return ledger.Create(document);
    }

    /// <summary>The same of a summary, which is a document.</summary>
    /// <param name="name">The parameter it is sent as.</param>
    public static ResourceReference FileSummary(string name, Resource document, ResourceKey patient, Ledger ledger) => IsSummary(document.TypeName)
        ? File(document, patient, ledger)
        : throw ReferralRules.Document.Refuse(PolicySource.Default, name, document.TypeName);

    /// <summary>Holds a document that is here already against the patient.</summary>
    /// <exception cref="FhirException">Unprocessable: it is not here, or about somebody else.</exception>
    public static async Task<Reading<Resource>> CheckAsync(ResourceReference reference, ResourceKey patient, string expression, Ledger ledger, CancellationToken cancellationToken)
    {
        var key = References.Find(reference) ?? throw FhirException.Unprocessable("value", "reference-invalid", $"A reference of the form Type/[id] is expected, not '{reference.Reference}'.", expression).InChinese($"须为 Type/[id] 形式的引用，而不是“{reference.Reference}”。");
        var document = await ledger.FindAsync<Resource>(key, cancellationToken)
            ?? throw FhirException.Unprocessable("not-found", "reference-target-missing", $"{key} does not exist.", expression).InChinese($"{key} 不存在。");
        RequireSame(key.ToString(), document.Resource, patient);
        return document;
    }

    /// <summary>The same of what an element of the request leads to.</summary>
    public static async Task CheckAllAsync(string element, IReadOnlyList<ResourceReference> references, ResourceKey patient, Ledger ledger, CancellationToken cancellationToken)
    {
        for (int i = 0; i < references.Count; i++)
            await CheckAsync(references[i], patient, $"ServiceRequest.{element}[{i}]", ledger, cancellationToken);
    }

    /// <summary>Whether resources of a type are documents that describe a case.</summary>
    public static bool IsSummary(string? type) => type is "Composition" or "DocumentReference" or "Bundle";

    /// <summary>Whether a plan is one of further treatment, and to be followed.</summary>
    public static bool IsPlan(CarePlan plan) =>
        plan.Status is RequestStatus.Active or RequestStatus.Draft or RequestStatus.OnHold
        && !plan.Category.SelectMany(c => c.Coding).Any(c => c.System == ReferralCodes.PlanKinds && c.Code == "family-doctor-signing");

    /// <summary>About the patient, and not withdrawn as a mistake.</summary>
    private static void RequireSame(string name, Resource document, ResourceKey patient)
    {
        string[] states = ["status", "verificationStatus"];
        if (document.EnumerateElements().Any(e => states.Contains(e.Key) && IsMistake(e.Value as Base)))
            throw ReferralRules.VoidPaper.Refuse(PolicySource.Default, name);
        var subjects = PaperSubject.Of(document);
        if (subjects.Count == 0 ? PaperSubject.IsNeeded(document) : !subjects.Any(s => References.LeadTo(s, patient)))
            throw ReferralRules.OtherPatient.Refuse(PolicySource.Default, name, subjects is [{ Reference: { } who }, ..] ? who : "nobody", patient);
    }

    private static bool IsMistake(Base? state) => state switch
    {
        PrimitiveType code => code.ToString() == Mistake,
        CodeableConcept concept => concept.Coding.Exists(c => c.Code == Mistake),
        _ => false,
    };
}
