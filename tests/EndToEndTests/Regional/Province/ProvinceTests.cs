using FhirHub.Cli;
using FhirHub.Cli.Seeding;
using FhirHub.Samples.Province;

namespace FhirHub.EndToEndTests.Regional.Province;

/// <summary><c>fhirhub seed --pack shanxi</c>, a small province: what is there, and that nothing comes twice.</summary>
[TestFixture]
internal sealed class ProvinceTests : RegionalTests
{
    private const int Residents = 60;
    private const int Days = 7;
    private string _said = "";
    private string _errors = "";
    private int _code;

    private static DateOnly Tomorrow => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(1);

    private string From { get; } = $"{Tomorrow:yyyy-MM-dd}";

    private ProvincePlan Plan => new(ProvinceScripts.Of("shanxi"), new ProvinceOptions { Residents = Residents, Days = Days, From = DateOnly.ParseExact(From, "yyyy-MM-dd") });

    [OneTimeSetUp]
    public async Task SeedAsync() => (_code, _said, _errors) = await RunAsync(Server.BaseUrl);

    [Test]
    public void The_command_ends_with_0_and_tells_what_is_there_and_how_to_look_at_it()
    {
        Assert.That(_code, Is.Zero, _said + _errors);
        Assert.That(_said, Does.Contain("60 of 60 residents").And.Contain("山西示范省").And.Contain("60 Patient").And.Contain(", 0 refusals"));
        Assert.That(_said, Does.Not.Contain("Left out"));
        Assert.That(_said.Split('\n').Count(l => l.StartsWith("  curl ", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(5));
    }

    [Test]
    public async Task As_much_is_there_as_the_script_says()
    {
        var script = ProvinceScripts.Of("shanxi");
        var counts = await ProvinceCounts.OfAsync(Http);
        int institutions = script.Institutions.Sum(i => i.Count), doctors = script.Institutions.Sum(i => i.Count * i.Doctors);
        var stages = Plan.Stages();
        Assert.Multiple(() =>
        {
            Assert.That(counts["Organization"], Is.EqualTo(institutions));
            Assert.That(counts["Location"], Is.EqualTo(institutions + script.Institutions.Sum(i => i.Count * i.Beds)));
            Assert.That((counts["Practitioner"], counts["PractitionerRole"], counts["Schedule"]), Is.EqualTo((doctors, doctors, doctors)));
            Assert.That(counts["Patient"], Is.EqualTo(Residents));
            Assert.That(counts["Slot"], Is.EqualTo(stages.Single(s => s.Unit == "sources").Total));
            Assert.That(counts["ServiceRequest"], Is.EqualTo(stages.Single(s => s.Unit == "stories").Total));
            Assert.That(counts["DiagnosticReport"], Is.GreaterThanOrEqualTo(stages.Single(s => s.Unit == "reports").Total));
            Assert.That(counts["Appointment?status=checked-in"], Is.EqualTo(script.Duty.CheckIns));
            Assert.That(counts["Appointment?status=cancelled"], Is.Positive);
            Assert.That(counts["OrganizationAffiliation"], Is.Positive);
        });
    }

    [Test]
    public async Task Referrals_are_in_every_state_up_and_down_urgent_and_collaborations_with_their_report()
    {
        var planned = Plan.Stages().Single(s => s.Unit == "stories").Tracks.CountBy(t => t.Calls.Count == 0 ? "draft" : t.Calls[^1].Reaches!).ToDictionary(c => c.Key, c => (long)c.Value);
        var counts = await ProvinceCounts.OfAsync(Http);
        foreach (string state in ProvinceCounts.ReferralStates)
            Assert.That(counts[ProvinceCounts.PathOf(state)], Is.Positive.And.EqualTo(planned[state]), state);
        Assert.That(counts["ServiceRequest?status=draft"], Is.Positive.And.EqualTo(planned["draft"]));
        Assert.That(await ProvinceCounts.CountAsync(Http, "ServiceRequest?referral-direction=up&priority=urgent"), Is.Positive);
        Assert.That(await ProvinceCounts.CountAsync(Http, "ServiceRequest?referral-direction=down&status=completed"), Is.Positive);
        Assert.That(await ProvinceCounts.CountAsync(Http, "ServiceRequest?category=remote-ecg&status=completed"), Is.Positive);
        Assert.That(await ProvinceCounts.CountAsync(Http, "ServiceRequest?category=remote-imaging&status=completed"), Is.Positive);
    }

    [Test]
    public async Task Every_resident_has_a_valid_identity_number_and_a_card_that_is_resolved()
    {
        var residents = await AllAsync("Patient");
        Assert.That(residents, Has.Count.EqualTo(Residents));
        foreach (var resident in residents)
        {
            var identifiers = resident["identifier"]!.AsArray();
            string number = (string)identifiers.Single(i => (string)i!["system"]! == "urn:oid:2.16.156.10011.1.3")!["value"]!;
            Assert.That(CheckOf(number), Is.EqualTo(number[17]), number);
            Assert.That(number[6..14], Is.EqualTo(((string)resident["birthDate"]!).Replace("-", "", StringComparison.Ordinal)));
            string card = (string)identifiers.Single(i => (string)i!["system"]! == "urn:oid:2.16.156.10011.1.19")!["value"]!;
            var resolved = (await CallAsync(
                "Patient/$resolve-health-card", (string)resident["managingOrganization"]!["reference"]!,
                $$"""
                "name":"card","valueIdentifier":{"system":"urn:oid:2.16.156.10011.1.19","value":"{{card}}"}
                """)).Expect(HttpStatusCode.OK);
            Assert.That((string?)Output(resolved, "patient")["resource"]!["id"], Is.EqualTo((string)resident["id"]!));
            Assert.That((string?)Output(resolved, "state")["valueCode"], Is.EqualTo("active"));
        }
    }

    [TestCase("Organization"), TestCase("OrganizationAffiliation"), TestCase("Location"), TestCase("CareTeam"), TestCase("Practitioner"), TestCase("PractitionerRole"), TestCase("Schedule")]
    [TestCase("Slot"), TestCase("Patient"), TestCase("CarePlan"), TestCase("Appointment"), TestCase("Encounter"), TestCase("DiagnosticReport"), TestCase("Observation"), TestCase("ImagingStudy")]
    [TestCase("ServiceRequest"), TestCase("Task"), TestCase("Composition"), TestCase("Consent")]
    public async Task Everything_claims_a_profile_and_meets_it(string type)
    {
        foreach (var resource in await AllAsync(type))
        {
            string key = $"{type}/{(string)resource["id"]!}";
            Assert.That((string?)resource["meta"]?["profile"]?[0], Does.StartWith("https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-"), key);
            var told = (await Http.FetchAsync($"{key}/$validate")).Expect(HttpStatusCode.OK);
            Assert.That(told.Issues.Where(i => (string)i["severity"]! is "error" or "fatal"), Is.Empty, () => $"{key}: {told.Text}");
        }
    }

    [Test]
    public async Task Some_results_are_recognised_and_some_are_not_for_the_reasons_of_the_script()
    {
        var used = await ProvinceCounts.CountAsync(Http, "Provenance?target:DiagnosticReport.status=final");
        Assert.That(used, Is.EqualTo(Plan.Stages().Single(s => s.Unit == "decisions").Total));
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, n) in ProvinceScripts.Of("shanxi").Results.Select((l, n) => (l, n)))
        {
            var report = (await Http.FetchAsync($"DiagnosticReport/sx1-result{n + 1}-1")).Expect(HttpStatusCode.OK).Json;
            var found = (await Http.FetchAsync(
                $"DiagnosticReport/$find-recognizable?patient={report["subject"]!["reference"]}&requester=Organization/sx1-s2&item=http://loinc.org%7C{line.What}")).Expect(HttpStatusCode.OK);
            outcomes.Add((string)Output(found, "item")["part"]!.AsArray().First(p => (string)p!["name"]! == "outcome")!["valueCode"]!);
        }

        Assert.That(outcomes, Is.SupersetOf(new[] { "recognised", "expired", "outside-scope", "no-quality-mark" }));
    }

    [Test]
    public async Task Again_it_changes_no_count_and_no_version()
    {
        long versions = await ProvinceCounts.VersionsAsync(Http);
        var (code, said, errors) = await RunAsync(Server.BaseUrl);
        Assert.That(code, Is.Zero, said + errors);
        Assert.That(said, Does.Contain(" 0 resources put, 0 refusals"));
        Assert.That(await ProvinceCounts.VersionsAsync(Http), Is.EqualTo(versions));
    }

    [Test]
    public async Task Killed_in_the_middle_and_run_again_it_is_the_same_province_and_days_later_too()
    {
        var clock = new MovableClock();
        await using var other = await TestServer.StartAsync(await TestDatabase.NewAsync(), clock, Settings);
        int stories = 0;
        await CutAsync(other.BaseUrl, track => track.Name == "card-30");
        await CutAsync(other.BaseUrl, track => track.Name.StartsWith("sx1-referral", StringComparison.Ordinal) && Interlocked.Increment(ref stories) == 25);
        await CutAsync(other.BaseUrl, track => track.Name.StartsWith("recognition-", StringComparison.Ordinal));
        var (code, said, errors) = await RunAsync(other.BaseUrl);
        Assert.That(code, Is.Zero, said + errors);
        Assert.That(await ProvinceCounts.OfAsync(other.Http), Is.EqualTo(await ProvinceCounts.OfAsync(Http)));

        // The keys of requests are forgotten after a day: then what is there tells how far it is. Deadlines pass meanwhile, and move tasks alone.
        var before = await UnmovedAsync(other.Http);
        clock.Advance(TimeSpan.FromHours(25));
        (code, said, errors) = await RunAsync(other.BaseUrl);
        Assert.That(code, Is.Zero, said + errors);
        Assert.That(await UnmovedAsync(other.Http), Is.EqualTo(before));
    }

    private static async Task<Dictionary<string, long>> UnmovedAsync(HttpClient http)
    {
        string[] types = ["Patient", "Slot", "Appointment", "CarePlan", "ServiceRequest", "Encounter", "DiagnosticReport", "Composition", "Consent"];
        var counts = new Dictionary<string, long> { ["Task"] = await ProvinceCounts.CountAsync(http, "Task") };
        foreach (string type in types)
            counts[type] = await ProvinceCounts.CountAsync(http, type + "/_history");
        return counts;
    }

    private async Task CutAsync(Uri server, Predicate<ProvinceTrack> where)
    {
        using var cut = new CancellationTokenSource();
        var run = new SeedRun(new SeedSettings { Server = server, Plan = Plan }, TextWriter.Null, isTerminal: false)
        {
            Done = track =>
            {
                if (where(track))
                    cut.Cancel();
            },
        };
        await Assert.ThatAsync(() => run.RunAsync(cut.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private async Task<(int Code, string Said, string Errors)> RunAsync(Uri server)
    {
        using StringWriter output = new(), errors = new();
        int code = await CommandLine.RunAsync(
            ["seed", "--pack", "shanxi", "--residents", $"{Residents}", "--days", $"{Days}", "--from", From, "--server", server.ToString()], output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Of types that have hundreds, as many as a page holds.</summary>
    private async Task<IReadOnlyList<JsonObject>> AllAsync(string type)
    {
        var answer = (await Http.FetchAsync($"{type}?_count=100")).Expect(HttpStatusCode.OK);
        Assert.That(answer.Entries, Is.Not.Empty);
        return [.. answer.Entries.Select(e => e["resource"]!.AsObject())];
    }

    private static char CheckOf(string number)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return "10X98765432"[weights.Select((w, i) => w * (number[i] - '0')).Sum() % 11];
    }
}
