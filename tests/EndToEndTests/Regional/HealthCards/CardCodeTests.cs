using System.Text;
using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.HealthCards;

[TestFixture]
internal sealed class CardCodeTests : HealthCardTests
{
    private static readonly (string, string) Jining = (PackHeader, "shandong-jining");

    private string _hospital = string.Empty;

    [OneTimeSetUp]
    public async Task HospitalAsync() => _hospital = await NewOrganizationAsync("tertiary");

    [Test]
    public async Task A_code_leads_to_its_resident_and_says_what_the_card_serves_for([Values] bool dynamic)
    {
        string patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic);
        var answer = (await ResolveCodeAsync(_hospital, code)).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(code, Does.StartWith("FHC1.ES256.es-2."));
            Assert.That("Patient/" + (string)Output(answer, "patient")["resource"]!["id"]!, Is.EqualTo(patient));
            Assert.That((string)Output(answer, "state")["valueCode"]!, Is.EqualTo("active"));
            Assert.That(Outputs(answer, "allowed").Select(a => (string)a["valueCode"]!), Is.EqualTo(new[] { "booking", "check-in", "payment", "results", "records" }));
        });
        (await ResolveCodeAsync(_hospital, code)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_pack_says_which_suite_signs()
    {
        string patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic: true, Jining);
        Assert.That(code, Does.StartWith("FHC1.SM2.sm-2."));
        (await ResolveCodeAsync(_hospital, code)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_code_comes_as_an_image_too()
    {
        string patient = await NewHolderAsync();
        var png = (await CallAsync($"{patient}/$health-card-code", null, "\"name\":\"format\",\"valueCode\":\"png\"")).Expect(HttpStatusCode.OK);
        var svg = (await CallAsync($"{patient}/$health-card-code", null, "\"name\":\"format\",\"valueCode\":\"svg\"")).Expect(HttpStatusCode.OK);
        byte[] picture = Convert.FromBase64String((string)Output(png, "image")["resource"]!["data"]!);
        string drawing = Encoding.UTF8.GetString(Convert.FromBase64String((string)Output(svg, "image")["resource"]!["data"]!));
        Assert.Multiple(() =>
        {
            Assert.That(picture[..4], Is.EqualTo(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }));
            Assert.That((string)Output(png, "image")["resource"]!["contentType"]!, Is.EqualTo("image/png"));
            Assert.That(drawing, Does.StartWith("<svg"));
            Assert.That(Outputs(svg, "expires"), Has.Count.EqualTo(1));
        });
        (await CallAsync($"{patient}/$health-card-code", null, "\"name\":\"format\",\"valueCode\":\"gif\"")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-code");
    }

    [Test]
    public async Task Only_an_active_card_has_codes_and_a_code_tells_that_its_card_is_not_active_any_more()
    {
        string patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic: false);
        (await CallAsync($"{patient}/$suspend-health-card", null, "\"name\":\"reason\",\"valueString\":\"遗失\"")).Expect(HttpStatusCode.OK);
        AssertRefused(await CallAsync($"{patient}/$health-card-code", null), "health-card.no-active-card");
        var answer = (await ResolveCodeAsync(_hospital, code)).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That((string)Output(answer, "state")["valueCode"]!, Is.EqualTo("suspended"));
            Assert.That(Outputs(answer, "allowed"), Is.Empty);
        });
        var refused = await CallAsync("Patient/$resolve-health-card", _hospital, $"\"name\":\"code\",\"valueString\":\"{code}\"", "\"name\":\"purpose\",\"valueCode\":\"payment\"");
        AssertRefused(refused, "health-card.step-not-served");
        (await CallAsync($"{patient}/$reissue-health-card", null, "\"name\":\"reason\",\"valueString\":\"遗失\"")).Expect(HttpStatusCode.OK);
        Assert.That((string)Output(await ResolveCodeAsync(_hospital, code), "state")["valueCode"]!, Is.EqualTo("replaced"));
        (await CallAsync("Patient/none/$health-card-code", null)).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Every_way_of_tampering_is_refused([Values("ES256", "SM2")] string suite)
    {
        string patient = await NewHolderAsync();
        string code = suite == "SM2" ? await CodeAsync(patient, dynamic: true, Jining) : await CodeAsync(patient, dynamic: true);
        string[] parts = code.Split('.');
        AssertRefused(await ResolveCodeAsync(_hospital, Changed(parts, 3)), "health-card.code-tampered");
        AssertRefused(await ResolveCodeAsync(_hospital, Changed(parts, 4)), "health-card.code-tampered");
        AssertRefused(await ResolveCodeAsync(_hospital, string.Join('.', [.. parts[..2], "other", .. parts[3..]])), "health-card.code-key-unknown");
        AssertRefused(await ResolveCodeAsync(_hospital, string.Join('.', [parts[0], suite == "SM2" ? "ES256" : "SM2", .. parts[2..]])), "health-card.code-key-unknown");
        AssertRefused(await ResolveCodeAsync(_hospital, code + "."), "health-card.code-malformed");
        AssertRefused(await ResolveCodeAsync(_hospital, code + "=="), "health-card.code-malformed");
        AssertRefused(await ResolveCodeAsync(_hospital, "12345"), "health-card.code-malformed");
    }

    [Test]
    public async Task A_bound_card_leads_to_its_resident_and_serves_for_less()
    {
        string patient = await NewHolderAsync(), number = NewId();
        (await BindAsync(patient, Card(SocialSecurityCards, number))).Expect(HttpStatusCode.OK);
        var answer = (await ResolveCardAsync(_hospital, Card("urn:oid:2.16.840.1.113883.2.23.1.9.2", number))).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That("Patient/" + (string)Output(answer, "patient")["resource"]!["id"]!, Is.EqualTo(patient));
            Assert.That(Outputs(answer, "allowed").Select(a => (string)a["valueCode"]!), Is.EqualTo(new[] { "booking", "check-in" }));
        });
        var interchangeable = (await ResolveCardAsync(_hospital, Card(SocialSecurityCards, number), (PackHeader, "guizhou"))).Expect(HttpStatusCode.OK);
        Assert.That(Outputs(interchangeable, "allowed"), Has.Count.EqualTo(5));
        AssertRefused(await ResolveCardAsync(_hospital, Card(SocialSecurityCards, NewId())), "health-card.card-unknown");
        AssertRefused(await ResolveCardAsync(_hospital, Card("urn:other", NewId())), "health-card.kind-unknown");
    }

    [Test]
    public async Task Without_card_or_code_a_resident_is_known_only_where_the_pack_says_so()
    {
        string number = NewNumber(), patient = await NewHolderAsync(number), card = Card(IdentityNumbers, number);
        AssertRefused(await ResolveCardAsync(_hospital, card), "health-card.no-cardless-visits");
        var answer = (await ResolveCardAsync(_hospital, card, (PackHeader, "guizhou"))).Expect(HttpStatusCode.OK);
        Assert.That("Patient/" + (string)Output(answer, "patient")["resource"]!["id"]!, Is.EqualTo(patient));
        AssertRefused(await ResolveCardAsync(_hospital, Card(IdentityNumbers, NewNumber()), (PackHeader, "guizhou")), "health-card.card-unknown");
    }

    [Test]
    public async Task Every_reading_is_traced_the_refused_ones_too()
    {
        string reader = await NewOrganizationAsync("primary"), patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic: true);
        (await ResolveCodeAsync(reader, code)).Expect(HttpStatusCode.OK);
        AssertRefused(await ResolveCodeAsync(reader, "12345"), "health-card.code-malformed");
        var traces = (await Http.FetchAsync($"AuditEvent?agent={reader}&_sort=date")).Entries.Select(e => e["resource"]!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(traces.Select(t => (string)t["outcome"]!), Is.EquivalentTo(new[] { "0", "4" }));
            Assert.That(traces.Select(t => (string?)t["outcomeDesc"]), Does.Contain("health-card.code-malformed"));
            Assert.That(traces.SelectMany(t => t["entity"]!.AsArray()).Select(e => (string?)e!["what"]!["reference"]), Does.Contain(patient));
        });
    }

    [Test]
    public async Task An_institution_reads_one_thing_at_a_time()
    {
        (await CallAsync("Patient/$resolve-health-card", null, "\"name\":\"code\",\"valueString\":\"1\"")).ExpectIssue(HttpStatusCode.BadRequest, "organization-missing");
        (await CallAsync("Patient/$resolve-health-card", _hospital)).ExpectIssue(HttpStatusCode.BadRequest, "code-or-card");
        (await CallAsync("Patient/$resolve-health-card", _hospital, "\"name\":\"code\",\"valueString\":\"1\"", $"\"name\":\"card\",\"valueIdentifier\":{Card(CitizenCards, "1")}"))
            .ExpectIssue(HttpStatusCode.BadRequest, "code-or-card");
    }

    [Test]
    public async Task A_card_is_found_by_one_index_under_any_of_its_names()
    {
        string number = NewId();
        for (int i = 0; i < 5; i++)
            (await BindAsync(await NewHolderAsync(), Card(SocialSecurityCards, i == 3 ? number : NewId()))).Expect(HttpStatusCode.OK);
        // The search that the operation makes.
        var answer = (await Http.FetchAsync($"Patient?identifier={SocialSecurityCards}%7C{number},https://fhirhub.example/fhir/sid/social-security-card%7C{number}&_explain=true")).Expect(HttpStatusCode.OK);
        var steps = answer.Entries.Single(e => (string)e["search"]!["mode"]! == "outcome")["resource"]!["issue"]!.AsArray()
            .Select(i => (string)i!["diagnostics"]!).Where(d => d.Contains("collection resources", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(steps, Is.Not.Empty.And.All.Contains("index tokens"), answer.Text);
            Assert.That(steps.Sum(Examined), Is.EqualTo(1), answer.Text);
        });
    }

    [Test]
    public async Task Without_keys_what_needs_them_is_refused()
    {
        await using var bare = await TestServer.StartAsync(CompiledPacks.Settings);
        var answer = await bare.Http.SendAsync("POST", "Patient/$issue-health-card", Parameters($"\"name\":\"patient\",\"resource\":{Resident(NewNumber())}"));
        answer.ExpectIssue(HttpStatusCode.BadRequest, "health-card-keys-missing");
        Assert.That((await bare.Http.FetchAsync("Patient?_summary=count")).Json["total"]!.GetValue<int>(), Is.Zero);
    }

    private static int Examined(string step) =>
        int.Parse(step[(step.IndexOf("examined ", StringComparison.Ordinal) + 9)..].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static string Changed(string[] parts, int index)
    {
        string part = parts[index];
        string changed = (part[0] == 'A' ? 'B' : 'A') + part[1..];
        return string.Join('.', [.. parts[..index], changed, .. parts[(index + 1)..]]);
    }
}
