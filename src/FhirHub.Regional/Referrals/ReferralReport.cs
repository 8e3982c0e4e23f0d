using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// <c>Task/$referral-report</c>: a MeasureReport for each institution and month, of the referrals submitted in it: counts up and down, sent and received, the
/// acceptance rate, median hours to the answer and to completion.
/// </summary>
internal sealed class ReferralReport : IRegionalOperation
{
    private const string Measure = "https://fhirhub.example/fhir/cn-base/Measure/referral-measure|0.1.0";
    private const int OnAPage = 500;
    private const int MostInstitutions = 100;

    public OperationSignature Signature { get; } = new("referral-report", "Task", "referral-report", OperationLevel.Type, AffectsState: false);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var months = ReferralMonths.Between(call.Input);
        var given = call.Input.All<ResourceReference>("organization");
        List<ResourceKey> institutions = given.Count > 0
            ? [.. given.Select(o => References.KeyOf(o, "Organization", call.Input.PathOf("organization"))).Distinct()]
            : [call.RequiredOrganization.Key];
        if (institutions.Count > MostInstitutions)
            throw FhirException.Invalid("parameter-invalid", $"A report is of {MostInstitutions} institutions at most, not of {institutions.Count}.", call.Input.PathOf("organization"));
        var bundle = new Bundle { Type = Bundle.BundleType.Collection, Timestamp = call.Now };
        foreach (var institution in institutions)
        {
            await ledger.GetAsync<Organization>(new ResourceReference(institution.ToString()), call.Input.PathOf("organization"), cancellationToken);
            var tallies = await TalliesAsync(institution, months, ledger, cancellationToken);
            foreach (var month in months)
                bundle.Entry.Add(new Bundle.EntryComponent { FullUrl = $"urn:uuid:{Guid.NewGuid()}", Resource = ReportOf(institution, month, tallies[month], call) });
        }

        return new OperationAnswer().Add("return", bundle);
    }

    /// <summary>Of all months at once: two searches for an institution, however long the time is.</summary>
    private static async Task<Dictionary<DateTimeOffset, ReferralTally>> TalliesAsync(
        ResourceKey institution, IReadOnlyList<DateTimeOffset> months, Ledger ledger, CancellationToken cancellationToken)
    {
        var tallies = months.ToDictionary(m => m, _ => new ReferralTally());
        await foreach (var (task, request) in SubmittedAsync("requester", institution, months, ledger, cancellationToken))
            tallies[MonthOf(task)].AddSent(request);
        await foreach (var (task, request) in SubmittedAsync("receiver", institution, months, ledger, cancellationToken))
            tallies[MonthOf(task)].AddReceived(task, request);
        return tallies;
    }

    private static DateTimeOffset MonthOf(FhirTask task)
    {
        var day = ChinaTime.DayOf(ChinaPeriod.BeginOf(task.AuthoredOnElement!));
        return ChinaTime.Begin(new DateOnly(day.Year, day.Month, 1));
    }

    private static MeasureReport ReportOf(ResourceKey institution, DateTimeOffset month, ReferralTally tally, OperationCall call) => new()
    {
        Status = MeasureReport.MeasureReportStatus.Complete,
        Type = MeasureReport.MeasureReportType.Summary,
        Measure = Measure,
        DateElement = ChinaTime.Write(call.Now),
        Reporter = new ResourceReference(institution.ToString()),
        Period = new Period(Day(month), Day(month.AddMonths(1).AddDays(-1))),
        Group = [.. tally.Groups()],
    };

    private static async IAsyncEnumerable<(FhirTask Task, ServiceRequest Request)> SubmittedAsync(
        string role, ResourceKey institution, IReadOnlyList<DateTimeOffset> months, Ledger ledger, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string criteria = $"{role}={institution}&authored-on=ge{Moment(months[0])}&authored-on=lt{Moment(months[^1].AddMonths(1))}&referral-state:missing=false&_include=Task:focus&_sort=authored-on&_count={OnAPage}";
        PagePosition? position = null;
        do
        {
            var page = await ledger.PageAsync<FhirTask>(criteria, position, cancellationToken);
            var requests = page.Included.Where(i => i.Resource is ServiceRequest).ToDictionary(i => i.Key, i => (ServiceRequest)i.Resource);
            foreach (var task in page.Matches)
            {
                if (References.Find(task.Resource.Focus) is { } focus && requests.GetValueOrDefault(focus) is { } request)
                    yield return (task.Resource, request);
            }

            position = page.Next;
        }
        while (position is not null);
    }

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static FhirDateTime Day(DateTimeOffset time) => new(time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
