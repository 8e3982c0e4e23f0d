using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// What a referral down adds to the resident's health record, where the policy says so (<c>updateRecordOnReferralDown</c>): a document that the community
/// institution keeps, about the treatment, its diagnoses and what is to follow.
/// </summary>
internal static class HealthRecordUpdate
{
    /// <returns>A reference to it; null where the policy does without.</returns>
    public static ResourceReference? Stage(Reading<Encounter> treated, ActingOrganization keeper, DownPapers papers, Policy policy, OperationCall call, Ledger ledger)
    {
        if (!policy.Get<bool>("referral", "updateRecordOnReferralDown").Value)
            return null;
        var document = new Composition
        {
            Status = CompositionStatus.Final,
            Type = new CodeableConcept("http://loinc.org", "34133-9", "Summary of episode note"),
            Subject = new ResourceReference(papers.Patient.ToString()),
            Encounter = treated.Reference,
            DateElement = ChinaTime.Write(call.Now),
            Author = [new ResourceReference(call.RequiredOrganization.Reference)],
            Custodian = new ResourceReference(keeper.Reference),
            Title = "健康档案更新：下转",
            Section = [Section("治疗经过", treated.Reference, papers.Summary)],
        };
        if (treated.Resource.Diagnosis.Count > 0)
            document.Section.Add(Section("诊断", [.. treated.Resource.Diagnosis.Select(d => d.Condition)]));
        if (papers.Plan is not null)
            document.Section.Add(Section("后续治疗与康复方案", papers.Plan));
        ReferralCodes.Claim(document, "cn-composition");
        return ledger.Create(document);
    }

    private static Composition.SectionComponent Section(string title, params IEnumerable<ResourceReference?> entries) => new()
    {
        Title = title,
        Entry = [.. entries.OfType<ResourceReference>().Select(e => new ResourceReference(e.Reference))],
    };
}
