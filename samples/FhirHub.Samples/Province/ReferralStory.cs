using System.Text.Json.Nodes;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Province;

/// <summary>A referral from its submission to the state that the script wants, each step by the institution whose turn it is.</summary>
internal sealed class ReferralStory(ReferralCase about, ProvinceScript script, ProvinceOptions options)
{
    /// <summary>Streams of random numbers for reports that come back lie beyond those of results.</summary>
    private const long ReportStream = 9_000_000;

    private readonly ReferralPapers _papers = new(about, options);

    public ProvinceTrack Track() => new()
    {
        Name = about.Id,
        Resources = [.. Resources().Select(r => r.Stored())],
        Calls = about.Line.Steps.Count == 0 ? [] : [Look(), .. about.Line.Steps.SelectMany(Calls)],
    };

    private IEnumerable<JsonObject> Resources()
    {
        if (about.IsDown)
            yield return _papers.Treatment(script.Departments[about.Sender.Department]);
        if (about.Line.Steps.Count == 0)
            yield return _papers.Request(about.Id, "draft");
        if (about.Line.Report is { } examination && about.Line.Steps.Contains("complete"))
        {
            var random = new SeededRandom(options.Seed, ReportStream + about.Resident.Number);
            foreach (var part in ReportWriter.Write(about.Id + "-report", examination, about.Resident, about.To, options.From.AddDays(-1), "final", null, random))
                yield return part;
        }
    }

    /// <summary>How far it is already. A referral down has a number of the server's, and is known by the treatment.</summary>
    private ProvinceCall Look() => new()
    {
        Name = "look",
        Path = (about.IsDown ? $"ServiceRequest?encounter=Encounter/{about.Id}-treatment" : $"ServiceRequest?identifier={Cn.ReferralNumbers}|{about.Number}") + "&_revinclude=Task:focus",
        Captures =
        [
            new("referral", "entry[ServiceRequest].resource.id"),
            new("task", "entry[Task].resource.id"),
            new(ProvinceCapture.State, "entry[Task].resource.businessStatus.coding[0].code"),
        ],
    };

    private IEnumerable<ProvinceCall> Calls(string step)
    {
        if (step == "submit")
            return [Submit()];
        var call = new ProvinceCall
        {
            Name = step,
            Path = $"Task/@task@/${step}",
            Organization = (ReferralPath.IsOfRequester(step) ? about.From : about.To).Reference,
            Body = Nodes.Parameters(ParametersOf(step)),
            Reaches = ReferralPath.StateAfter(step),
        };
        return step == "schedule" && about.Source is { } source ? [BookingStage.FindSource(source), call] : [call];
    }

    private ProvinceCall Submit() => new()
    {
        Name = "submit",
        Path = about.IsDown ? "ServiceRequest/$refer-down" : "ServiceRequest/$submit-referral",
        Organization = about.From.Reference,
        Body = Nodes.Parameters(about.IsDown ? Down() : Up()),
        Captures = [new("referral", "parameter[referral].resource.id"), new("task", "parameter[task].resource.id") { IsRequired = true }],
        Reaches = ReferralPath.StateAfter("submit"),
    };

    private IEnumerable<JsonObject> Up() =>
    [
        Nodes.Given("referral", _papers.Request(null, "active")),
        Nodes.Given("summary", _papers.Document("转诊病情摘要", "57133-1", about.Line.Summary, about.From, about.Sender)),
        Nodes.Given("consent", _papers.Consent()),
    ];

    private IEnumerable<JsonObject> Down() =>
    [
        Nodes.Points("encounter", $"Encounter/{about.Id}-treatment"),
        Nodes.Given("plan", _papers.Plan()),
        Nodes.Points("receiver", about.To.Reference),
        Nodes.Parameter("reason", "valueCodeableConcept", Nodes.Concept(Cn.Codes + "referral-reason", about.Line.Reason.Code, about.Line.Reason.Text)),
        Nodes.Given("summary", _papers.Document("出院小结", "18842-5", about.Line.Summary, about.From, about.Sender)),
        Nodes.Given("consent", _papers.Consent()),
    ];

    private IEnumerable<JsonObject> ParametersOf(string step) => step switch
    {
        "accept" => [Nodes.Points("coordinator", about.Doctor.RoleReference)],
        "reject" or "cancel" or "request-information" => [Nodes.Parameter("reason", "valueCodeableConcept", Because())],
        "provide-information" => [Nodes.Given("document", _papers.Document("补充资料", "57133-1", about.Line.Because?.Text ?? about.Line.Summary, about.From, about.Sender))],
        "schedule" => [about.Bed is { } bed ? Nodes.Points("bed", "Location/" + bed) : Nodes.Points("slot", "Slot/@slot@")],
        "admit" => [Nodes.Points("practitioner", about.Doctor.RoleReference)],
        "complete" => Completion(),
        _ => [],
    };

    private IEnumerable<JsonObject> Completion()
    {
        if (about.Line.Report is not null)
            yield return Nodes.Points("report", $"DiagnosticReport/{about.Id}-report");
        else
            yield return Nodes.Given("summary", _papers.Document("诊疗小结", "18842-5", $"{about.Line.Diagnosis.Text}，诊疗结束，病情平稳。", about.To, about.Doctor));
        if (about.Bed is not null)
            yield return Nodes.Parameter("disposition", "valueCodeableConcept", Nodes.Concept(Cn.Hl7 + "discharge-disposition", "home"));
    }

    private JsonObject Because() => about.Line.Because is { } why
        ? Nodes.Concept(Cn.Codes + "referral-rejection", why.Code, why.Text)
        : new JsonObject { ["text"] = about.Line.Name };
}
