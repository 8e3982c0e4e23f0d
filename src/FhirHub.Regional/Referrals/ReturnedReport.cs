using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>A report that comes back for a request: made after it, and for a collaboration by the institution that was asked (<c>基层检查、上级诊断</c>).</summary>
internal static class ReturnedReport
{
    /// <exception cref="FhirHub.Engine.Errors.FhirException">Unprocessable: it is no report, or not the one that was asked for.</exception>
    public static async Task RequireAsync(Reading<Resource> report, Referral referral, Ledger ledger, CancellationToken cancellationToken)
    {
        if (Read(report.Resource) is not var (issued, makers))
            throw ReferralRules.ReportBack.Refuse(PolicySource.Default, referral.Kind);
        var requested = referral.RequestedAt;
        if (issued is not { } time || time < requested)
            throw ReferralRules.ReportBefore.Refuse(PolicySource.Default, report.Key, ChinaTime.Write(requested));
        if (referral.IsCollaboration && !await Institutions.MadeAsync(makers, referral.Receiver, ledger, cancellationToken))
            throw ReferralRules.ReportElsewhere.Refuse(PolicySource.Default, report.Key, referral.Receiver);
    }

    /// <summary>Whether it is a diagnostic report that is not preliminary.</summary>
    public static bool IsDiagnosis(Resource report) => report is DiagnosticReport
    {
        Status: DiagnosticReport.DiagnosticReportStatus.Final or DiagnosticReport.DiagnosticReportStatus.Amended
            or DiagnosticReport.DiagnosticReportStatus.Corrected or DiagnosticReport.DiagnosticReportStatus.Appended,
    };

    /// <summary>When it was issued, null where it does not say, and by whom; null where it is no report.</summary>
    private static (DateTimeOffset? Issued, IEnumerable<ResourceReference?> Makers)? Read(Resource report) => report switch
    {
        DiagnosticReport d => (d.Issued, d.Performer.Concat(d.ResultsInterpreter)),
        Composition c => (c.DateElement is { } date ? ChinaPeriod.EndOf(date) : null, c.Author.Append(c.Custodian)),
        DocumentReference d => (d.Date, [.. d.Author, d.Authenticator, d.Custodian]),
        Bundle { Entry: [{ Resource: Composition first }, ..] } => Read(first),
        _ => null,
    };
}
