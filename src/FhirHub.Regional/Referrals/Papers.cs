using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Documents that go along with a referral: sent with a call, or here already; all of them about its patient.</summary>
internal static class Papers
{
    /// <summary>Files a document that was sent along.</summary>
    /// <returns>A reference to it.</returns>
    /// <exception cref="FhirException">Unprocessable: it is about somebody else, or about nobody.</exception>
    public static ResourceReference File(Resource document, ResourceKey patient, Ledger ledger)
    {
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

    /// <summary>Whether resources of a type are documents that describe a case.</summary>
    public static bool IsSummary(string? type) => type is "Composition" or "DocumentReference" or "Bundle";

    private static void RequireSame(string name, Resource document, ResourceKey patient)
    {
        var subject = SubjectOf(document);
        if (!References.LeadTo(subject, patient))
            throw ReferralRules.OtherPatient.Refuse(PolicySource.Default, name, subject?.Reference ?? "nobody", patient);
    }

    private static ResourceReference? SubjectOf(Resource document) => document switch
    {
        Composition c => c.Subject,
        DocumentReference d => d.Subject,
        DiagnosticReport r => r.Subject,
        Observation o => o.Subject,
        ImagingStudy i => i.Subject,
        CarePlan p => p.Subject,
        Condition c => c.Subject,
        Encounter e => e.Subject,
        Media m => m.Subject,
        QuestionnaireResponse q => q.Subject,
        MedicationStatement s => s.Subject,
        Consent c => c.Patient,
        AllergyIntolerance a => a.Patient,
        Bundle { Type: Bundle.BundleType.Document, Entry: [{ Resource: Composition first }, ..] } => first.Subject,
        _ => null,
    };
}
