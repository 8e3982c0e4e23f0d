using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// <c>Task/[id]/$complete</c>: the treatment has ended, with a discharge summary, or the report that was asked for goes back. The encounter ends with it.
/// </summary>
internal sealed class CompleteReferral : IRegionalOperation
{
    private const string Inpatient = "IMP";

    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("complete-referral", "complete");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Require(ReferralStep.Complete, call);
        bool diagnosed = await AddReportsAsync(referral, call, ledger, cancellationToken);
        bool reported = call.Input.Has("report");
        if (call.Input.FindResource<Resource>("summary") is { } summary)
        {
            referral.AddOutput("discharge-summary", Papers.FileSummary("summary", summary, referral.Patient, ledger));
            reported = true;
        }

        if (ReferralCodes.DiagnosticKinds.Contains(referral.Kind) ? !diagnosed : !reported)
            throw referral.IsCollaboration ? ReferralRules.ReportBack.Refuse(PolicySource.Default, referral.Kind) : ReferralRules.SummaryBack.Refuse(PolicySource.Default);
        await EndAsync(referral, call, ledger, cancellationToken);
        referral.Task.ExecutionPeriod ??= new Period { StartElement = ChinaTime.Write(call.Now) };
        referral.Task.ExecutionPeriod.EndElement = ChinaTime.Write(call.Now);
        referral.Take(ReferralStep.Complete, call, ledger);
        return new OperationAnswer().AddStored("return", referral.Key);
    }

    /// <returns>Whether a diagnostic report is among them that is not preliminary.</returns>
    private static async Task<bool> AddReportsAsync(Referral referral, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        bool diagnosed = false;
        foreach (var reference in call.Input.All<ResourceReference>("report").DistinctBy(r => References.Find(r)?.ToString() ?? r.Reference))
        {
            var report = await Papers.CheckAsync(reference, referral.Patient, call.Input.PathOf("report"), ledger, cancellationToken);
            await ReturnedReport.RequireAsync(report, referral, ledger, cancellationToken);
            diagnosed |= ReturnedReport.IsDiagnosis(report.Resource);
            referral.AddOutput("report", report.Reference);
        }

        return diagnosed;
    }

    private static async Task EndAsync(Referral referral, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (References.Find(referral.OutputOf("encounter")) is not { } key || await ledger.FindAsync<Encounter>(key, cancellationToken) is not { } encounter)
            return;
        var resource = encounter.Resource;
        if (resource.Status is not (Encounter.EncounterStatus.InProgress or Encounter.EncounterStatus.Onleave))
            return;
        if (call.Input.Find<CodeableConcept>("disposition") is { } disposition)
            (resource.Hospitalization ??= new Encounter.HospitalizationComponent()).DischargeDisposition = disposition;
        if (resource.Class?.Code == Inpatient && resource.Hospitalization?.DischargeDisposition is null)
            throw ReferralRules.Disposition.Refuse(PolicySource.Default, encounter.Key);
        resource.Status = Encounter.EncounterStatus.Finished;
        resource.Period ??= new Period { StartElement = ChinaTime.Write(call.Now) };
        resource.Period.EndElement ??= ChinaTime.Write(call.Now);
        foreach (var place in resource.Location)
            place.Status = Encounter.EncounterLocationStatus.Completed;
        ledger.Update(encounter);
    }
}
