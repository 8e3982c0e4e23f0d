using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.Cli.Seeding;

/// <summary>What is there in the end, and how to look at it.</summary>
internal sealed class SeedSummary(SeedServer server, SeedSettings settings, Variables variables, SeedTally tally, TextWriter output)
{
    private const string States = "https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state";

    private static readonly string[] Types =
    [
        "Organization", "OrganizationAffiliation", "Practitioner", "Schedule", "Slot", "Patient", "CarePlan", "Appointment", "Encounter", "DiagnosticReport", "Observation", "ServiceRequest", "Task",
    ];

    private static readonly string[] TaskStates =
        ["requested", "received", "accepted", "rejected", "info-requested", "scheduled", "admitted", "completed", "cancelled"];

    public async Task WriteAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{settings.Plan.Script.Title} ({settings.Plan.Script.Pack}) is on {server.Root}");
        await output.WriteLineAsync("There: " + string.Join(", ", await CountsAsync(Types.Select(t => (t, t)), cancellationToken)));
        var states = TaskStates.Select(s => (s, $"Task?business-status={States}%7C{s}"));
        await output.WriteLineAsync("Referrals: " + string.Join(", ", (await CountsAsync([.. states, ("draft", "ServiceRequest?status=draft")], cancellationToken))));
        await WriteExamplesAsync(cancellationToken);
        foreach (var (rule, count) in tally.Refused)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Refused {count} times by {rule}, for example {tally.ExampleOf(rule)}"));
        if (tally.LeftOut > 0)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Left out, because what they are about is not there: {tally.LeftOut}"));
        int refused = tally.Refused.Sum(r => r.Value);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{duration.TotalSeconds:N1} seconds, {server.Requests:N0} requests, {tally.Written:N0} resources put, {refused} refusals. Again, the command adds only what is missing."));
    }

    private async Task<IReadOnlyList<string>> CountsAsync(IEnumerable<(string Name, string Path)> of, CancellationToken cancellationToken)
    {
        var counts = new List<string>();
        foreach (var (name, path) in of)
        {
            var answer = await server.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_summary=count", cancellationToken);
            counts.Add(string.Create(CultureInfo.InvariantCulture, $"{(long?)(answer.Body as JsonObject)?["total"] ?? 0:N0} {name}"));
        }

        return counts;
    }

    private async Task WriteExamplesAsync(CancellationToken cancellationToken)
    {
        string root = server.Root.TrimEnd('/'), lead = settings.Plan.Lead;
        await output.WriteLineAsync("Look at it:");
        if (variables.Find("patient-1") is { } patient)
        {
            await output.WriteLineAsync($"  curl '{root}/Patient/{patient}'");
            await output.WriteLineAsync($"  curl '{root}/Patient/{patient}/$everything'");
        }

        await output.WriteLineAsync($"  curl '{root}/Appointment/$find?organization={lead}&count=5'");
        await output.WriteLineAsync($"  curl -H 'X-FhirHub-Organization: {lead}' '{root}/Task/$worklist'");
        var task = await server.GetAsync($"Task?business-status={States}%7Ccompleted&_count=1", cancellationToken);
        if (AnswerPath.Find(task.Body, "entry[Task].resource.focus.reference") is { } referral)
            await output.WriteLineAsync($"  curl '{root}/{referral}/$referral-record'");
        var report = await server.GetAsync($"DiagnosticReport?performer={lead}&_sort=-date&_count=1", cancellationToken);
        if (AnswerPath.Find(report.Body, "entry[DiagnosticReport].resource.code.coding[0].code") is { } item)
        {
            string subject = AnswerPath.Find(report.Body, "entry[DiagnosticReport].resource.subject.reference") ?? "";
            await output.WriteLineAsync($"  curl '{root}/DiagnosticReport/$find-recognizable?patient={subject}&requester={lead}&item=http://loinc.org%7C{item}'");
        }
    }
}
