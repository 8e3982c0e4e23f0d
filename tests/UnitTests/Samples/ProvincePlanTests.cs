using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Engine.Structure;
using FhirHub.Samples.Province;

namespace FhirHub.UnitTests.Samples;

/// <summary>A province as it is planned, before any server is asked.</summary>
internal sealed class ProvincePlanTests
{
    private static readonly DateOnly First = new(2027, 3, 1);
    private static readonly string[] States =
        ["draft", "requested", "received", "accepted", "rejected", "info-requested", "scheduled", "admitted", "completed", "cancelled"];

    private static IEnumerable<string> Packs => ProvinceScripts.Packs;

    // The digest stands for the promise that the same script, seed and day give the same requests: whoever changes them on purpose changes it here.
    [Test]
    public void The_same_seed_and_day_give_the_same_requests_as_ever() =>
        Assert.That(Plan("shanxi", 300).Digest(), Is.EqualTo("-"));

    [TestCaseSource(nameof(Packs))]
    public void Twice_the_same_gives_the_same_and_another_seed_or_day_something_else(string pack)
    {
        string digest = Plan(pack, 40).Digest();
        Assert.Multiple(() =>
        {
            Assert.That(Plan(pack, 40).Digest(), Is.EqualTo(digest));
            Assert.That(Plan(pack, 40, seed: 2).Digest(), Is.Not.EqualTo(digest));
            Assert.That(Plan(pack, 40, from: First.AddDays(1)).Digest(), Is.Not.EqualTo(digest));
        });
    }

    [TestCaseSource(nameof(Packs))]
    public void Every_resource_is_one_of_R4_under_an_id_of_its_own(string pack)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in Tracks(pack).SelectMany(t => t.Resources))
        {
            var read = FhirJsonReader.Read(Encoding.UTF8.GetBytes(Filled(Encoding.UTF8.GetString(resource.Json.Span))), ReadLimits.Default);
            Assert.That(read.Issues, Is.Empty, () => $"{resource.Type}/{resource.Id}: {read.Issues[0]}");
            Assert.That((read.Resource!.Type, read.Resource.Id), Is.EqualTo((resource.Type, resource.Id)));
            Assert.That(seen.Add($"{resource.Type}/{resource.Id}"), Is.True, $"{resource.Type}/{resource.Id} comes twice");
        }
    }

    [TestCaseSource(nameof(Packs))]
    public void Every_call_has_a_name_of_its_own_and_every_body_is_one_of_R4(string pack)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (track, call) in Tracks(pack).SelectMany(t => t.Calls.Select(c => (t, c))))
        {
            Assert.That(seen.Add($"{track.Name}/{call.Name}"), Is.True, $"{track.Name}/{call.Name} comes twice");
            if (call.IsQuestion)
                continue;
            var read = FhirJsonReader.Read(Encoding.UTF8.GetBytes(Filled(Encoding.UTF8.GetString(call.Body.Span))), ReadLimits.Default);
            Assert.That(read.Issues, Is.Empty, () => $"{track.Name}/{call.Name}: {read.Issues[0]}");
        }
    }

    [TestCaseSource(nameof(Packs))]
    public void No_source_and_no_bed_is_given_twice(string pack)
    {
        var calls = Tracks(pack).SelectMany(t => t.Calls).ToList();
        string[] sources = [.. calls.Where(c => c.IsQuestion && c.Path.StartsWith("Slot?identifier=", StringComparison.Ordinal)).Select(c => c.Path)];
        string[] beds =
        [
            .. calls.Where(c => c.Name == "schedule").Select(c => (string?)JsonNode.Parse(c.Body.Span)!["parameter"]![0]!["valueReference"]!["reference"]).OfType<string>()
                .Where(r => r.StartsWith("Location/", StringComparison.Ordinal)),
        ];
        Assert.That(sources, Is.Not.Empty.And.Unique);
        Assert.That(beds, Is.Not.Empty.And.Unique);
    }

    [TestCaseSource(nameof(Packs))]
    public void A_script_has_referrals_in_every_state_up_and_down_urgent_ones_and_collaborations(string pack)
    {
        var script = ProvinceScripts.Of(pack);
        var states = script.Referrals.Select(r => r.Steps.Count == 0 ? "draft" : StateAfter(r.Steps[^1])).Distinct();
        Assert.That(states, Is.EquivalentTo(States));
        Assert.That(script.Referrals.Select(r => r.Direction), Is.SupersetOf(new[] { "up", "down" }));
        Assert.That(script.Referrals.Any(r => r.Priority == "urgent"), Is.True);
        Assert.That(script.Referrals.Any(r => r.Kind != "referral" && r.Report is not null && r.Steps.Contains("complete")), Is.True);
    }

    [TestCaseSource(nameof(Packs))]
    public void A_script_names_a_pack_that_exists(string pack)
    {
        Assert.That(ProvinceScripts.Of(pack).Pack, Is.EqualTo(pack));
        Assert.That(File.Exists(Path.Combine(RepositoryRoot.Path, "profiles", pack, "policy.json")), Is.True);
    }

    [Test]
    public void All_scripts_of_the_folder_are_known() => Assert.That(
        ProvinceScripts.Packs,
        Is.EquivalentTo(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "samples", "province"), "*.json").Select(f => Path.GetFileName(f))
            .Where(f => !f.EndsWith(".schema.json", StringComparison.Ordinal)).Select(f => f[..^5])));

    [Test]
    public void The_province_is_as_large_as_it_is_told_to_be()
    {
        var script = ProvinceScripts.Of("shanxi");
        Assert.Multiple(() =>
        {
            Assert.That(script.Institutions.Where(i => i.Level == "tertiary").Sum(i => i.Count), Is.EqualTo(3));
            Assert.That(script.Institutions.Where(i => i.Level == "secondary").Sum(i => i.Count), Is.EqualTo(6));
            Assert.That(script.Institutions.Where(i => i.Level == "primary").Sum(i => i.Count), Is.EqualTo(20));
            Assert.That(script.Institutions.Sum(i => i.Count * i.Doctors), Is.EqualTo(300));
            Assert.That((script.Alliances.Count, script.Residents, script.Days), Is.EqualTo((2, 5000, 90)));
        });
    }

    [TestCase("{", "no script of a province")]
    [TestCase("null", "is empty")]
    [TestCase("""{"pack":"x"}""", "missing required")]
    public void What_is_no_script_is_refused(string json, string told) =>
        Assert.That(() => Read(json), Throws.TypeOf<ProvinceScriptException>().With.Message.Contains("x.json").And.Message.Contains(told));

    [TestCase("residents", "0", "residents lies between 1 and 50000")]
    [TestCase("days", "3", "days lies between 7 and 180")]
    [TestCase("prefix", "\"A-1\"", "prefix has 1 to 8 small letters")]
    [TestCase("colour", "1", "no script of a province")]
    [TestCase("alliances", """[{"kind":"alliance","lead":"nobody","members":[]}]""", "there is no institution 'nobody'")]
    [TestCase("templates", "{}", "there is no template for the level tertiary")]
    [TestCase("departments", "{}", "departments has no 03.04")]
    public void A_script_that_cannot_be_is_refused(string member, string value, string told)
    {
        var script = Script();
        script[member] = JsonNode.Parse(value);
        Assert.That(() => Read(script.ToJsonString()), Throws.TypeOf<ProvinceScriptException>().With.Message.Contains(told));
    }

    [TestCase("from", "\"nobody\"", "there is no institution 'nobody'")]
    [TestCase("department", "\"99\"", "has no department 99")]
    [TestCase("steps", """["accept"]""", "steps begin with submit")]
    [TestCase("steps", """["submit","dance"]""", "steps begin with submit, and are")]
    [TestCase("steps", """["submit","receive","request-information","provide-information"]""", "a state comes up twice")]
    [TestCase("report", "\"1-1\"", "no panel or examination 1-1")]
    public void A_referral_that_cannot_be_is_refused(string member, string value, string told)
    {
        var script = Script();
        script["referrals"]![1]![member] = JsonNode.Parse(value);
        Assert.That(() => Read(script.ToJsonString()), Throws.TypeOf<ProvinceScriptException>().With.Message.Contains(told));
    }

    [Test]
    public void A_pack_without_a_script_is_told_with_those_that_have_one() =>
        Assert.That(() => ProvinceScripts.Of("atlantis"), Throws.TypeOf<ProvinceScriptException>().With.Message.Contains("atlantis").And.Message.Contains("hubei-yichang, shanxi"));

    [TestCase(0, 7)]
    [TestCase(50_001, 7)]
    [TestCase(1, 6)]
    [TestCase(1, 181)]
    public void Larger_and_smaller_provinces_than_may_be_are_refused(int residents, int days) => Assert.That(
        () => new ProvincePlan(ProvinceScripts.Of("shanxi"), new ProvinceOptions { Residents = residents, Days = days, From = First }),
        Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase(1)]
    [TestCase(5)]
    public void The_smallest_provinces_are_planned_too(int residents) => Assert.That(Plan("shanxi", residents).Digest(), Is.Not.Empty);

    private static ProvincePlan Plan(string pack, int residents, long seed = 1, DateOnly? from = null) =>
        new(ProvinceScripts.Of(pack), new ProvinceOptions { Seed = seed, Residents = residents, Days = 14, From = from ?? First });

    private static IEnumerable<ProvinceTrack> Tracks(string pack) => Plan(pack, 200).Stages().SelectMany(s => s.Tracks);

    private static string Filled(string json) => System.Text.RegularExpressions.Regex.Replace(json, "@[a-z0-9-]+@", "x");

    private static JsonObject Script() => JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "samples", "province", "shanxi.json")))!.AsObject();

    private static ProvinceScript Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ProvinceScripts.Read("x.json", stream);
    }

    private static string StateAfter(string step) => step switch
    {
        "submit" => "requested",
        "receive" => "received",
        "accept" => "accepted",
        "reject" => "rejected",
        "request-information" => "info-requested",
        "schedule" => "scheduled",
        "admit" => "admitted",
        "complete" => "completed",
        "cancel" => "cancelled",
        _ => step,
    };
}
