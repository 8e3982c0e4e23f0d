using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary>Codes that end: by the clock, or by being used, where a pack says so.</summary>
[TestFixture]
internal sealed class DynamicCodeTests : HealthCardTests
{
    private const string Policy = """
        {"pack":"strict","version":"1.0.0","divisions":["9901"],"seed":null,"validation":{"level":"claimed","reaction":"reject"},
         "parameters":{"healthCard":{"dynamicCodeMinutes":{"value":2,"source":"default"},"dynamicCodeSingleUse":{"value":true,"source":"default"}}},"targets":[]}
        """;

    private static readonly (string, string) Strict = (PackHeader, "strict");
    private readonly PackArchive _archive = new();
    private string _hospital = string.Empty;

    protected override (string Name, string Value)[] Settings =>
    [
        ("Packs:0", CompiledPacks.Archive("cn-base")),
        ("Packs:1", _archive.Write("strict", ("package/package.json", PackArchive.Manifest("test.strict", dependencies: "\"hl7.fhir.r4.core\":\"4.0.1\",\"fhirhub.cn-base\":\"0.1.0\"")), ("package/other/policy.json", Policy))),
        .. Keys,
    ];

    [OneTimeSetUp]
    public async Task HospitalAsync() => _hospital = await NewOrganizationAsync("tertiary");

    [OneTimeTearDown]
    public void Remove() => _archive.Dispose();

    [Test]
    public async Task A_single_use_code_counts_once()
    {
        string patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic: true, Strict);
        (await ResolveCodeAsync(_hospital, code)).Expect(HttpStatusCode.OK);
        AssertRefused(await ResolveCodeAsync(_hospital, code), "health-card.code-used");
        (await ResolveCodeAsync(_hospital, await CodeAsync(patient, dynamic: false, Strict))).Expect(HttpStatusCode.OK);
    }

    [TestCase("DELETE")]
    [TestCase("PUT")]
    public async Task That_a_code_was_used_is_not_undone(string method)
    {
        string patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic: true, Strict);
        (await ResolveCodeAsync(_hospital, code)).Expect(HttpStatusCode.OK);
        var use = (await Http.FetchAsync($"AuditEvent?entity={patient}")).Entries.Select(e => e["resource"]!).Single(r => ((string)r["id"]!).StartsWith("card-code-", StringComparison.Ordinal));
        use["outcome"] = "8";
        AssertRefused(await Http.SendAsync(method, $"AuditEvent/{use["id"]}", method == "PUT" ? use.ToJsonString() : null), "health-card.by-operation");
        AssertRefused(await ResolveCodeAsync(_hospital, code), "health-card.code-used");
    }

    [Test]
    public async Task Of_many_who_read_a_single_use_code_at_once_one_does()
    {
        string code = await CodeAsync(await NewHolderAsync(), dynamic: true, Strict);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ResolveCodeAsync(_hospital, code)));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.OK))
            AssertRefused(refused, "health-card.code-used");
    }

    [Test]
    public async Task A_refused_reading_does_not_use_a_code_up()
    {
        string patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic: true, Strict);
        (await CallAsync($"{patient}/$suspend-health-card", null, "\"name\":\"reason\",\"valueString\":\"遗失\"")).Expect(HttpStatusCode.OK);
        AssertRefused(await CallAsync("Patient/$resolve-health-card", _hospital, $"\"name\":\"code\",\"valueString\":\"{code}\"", "\"name\":\"purpose\",\"valueCode\":\"payment\""), "health-card.step-not-served");
        (await ResolveCodeAsync(_hospital, code)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_dynamic_code_ends_when_the_pack_says_and_a_static_one_does_not()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        await using (var now = await TestServer.StartAsync(database, Settings))
        {
            var clock = new Clock();
            await using var later = await TestServer.ListenAsync(database, clock, Settings);
            await Readiness.UntilAsync(later.Http);
            string organization = await CreateAsync(now.Http, """{"resourceType":"Organization","name":"示例医院"}""");
            var issued = await now.Http.SendAsync("POST", "Patient/$issue-health-card", Parameters($"\"name\":\"patient\",\"resource\":{Resident(NewNumber())}"));
            string patient = (string)Output(issued, "patient")["resource"]!["id"]!;
            string brief = await TokenAsync(now.Http, patient, true, "strict"), usual = await TokenAsync(now.Http, patient, true, "cn-base"), lasting = await TokenAsync(now.Http, patient, false, "cn-base");
            clock.Ahead = TimeSpan.FromMinutes(3);
            AssertRefused(await ReadAsync(later.Http, organization, brief), "health-card.code-expired");
            (await ReadAsync(later.Http, organization, usual)).Expect(HttpStatusCode.OK);
            clock.Ahead = TimeSpan.FromMinutes(6);
            AssertRefused(await ReadAsync(later.Http, organization, usual), "health-card.code-expired");
            (await ReadAsync(later.Http, organization, lasting)).Expect(HttpStatusCode.OK);
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_new_key_in_front_signs_and_the_old_one_still_checks()
    {
        string patient = await NewHolderAsync(), code = await CodeAsync(patient, dynamic: false);
        var database = await TestDatabase.NewAsync();
        database.Share();
        (string Name, string Value)[] rotated =
        [
            .. Settings.Where(s => !s.Name.StartsWith("HealthCards:SigningKeys", StringComparison.Ordinal)),
            ("HealthCards:SigningKeys:0:Id", "es-3"), ("HealthCards:SigningKeys:0:Suite", "ES256"),
            ("HealthCards:SigningKeys:0:PrivateKey", new string('7', 64)), ("HealthCards:SigningKeys:0:CipherKey", new string('8', 64)),
            ("HealthCards:SigningKeys:1:Id", "es-2"), ("HealthCards:SigningKeys:1:Suite", "ES256"),
            ("HealthCards:SigningKeys:1:PrivateKey", Keys.Single(k => k.Name == "HealthCards:SigningKeys:0:PrivateKey").Value),
            ("HealthCards:SigningKeys:1:CipherKey", Keys.Single(k => k.Name == "HealthCards:SigningKeys:0:CipherKey").Value),
        ];
        await using (var server = await TestServer.StartAsync(database, rotated))
        {
            string organization = await CreateAsync(server.Http, """{"resourceType":"Organization","name":"示例医院"}""");
            var holder = (await Http.FetchAsync(patient)).Json;
            string number = (string)holder["identifier"]![0]!["value"]!;
            var issued = (await server.Http.SendAsync("POST", "Patient/$issue-health-card", Parameters($"\"name\":\"patient\",\"resource\":{Resident(number)}"))).Expect(HttpStatusCode.OK);
            (await ReadAsync(server.Http, organization, code)).Expect(HttpStatusCode.OK);
            Assert.That(await TokenAsync(server.Http, (string)Output(issued, "patient")["resource"]!["id"]!, false, "cn-base"), Does.StartWith("FHC1.ES256.es-3."));
        }

        await database.ReleaseAsync();
    }

    private static async Task<string> CreateAsync(HttpClient http, string resource) => "Organization/" + (await http.SendAsync("POST", "Organization", resource)).Expect(HttpStatusCode.Created).Id;

    private static async Task<string> TokenAsync(HttpClient http, string patient, bool dynamic, string pack)
    {
        var answer = await http.SendAsync("POST", $"Patient/{patient}/$health-card-code", Parameters($"\"name\":\"dynamic\",\"valueBoolean\":{(dynamic ? "true" : "false")}"), headers: (PackHeader, pack));
        return (string)Output(answer.Expect(HttpStatusCode.OK), "token")["valueString"]!;
    }

    private static Task<Answer> ReadAsync(HttpClient http, string organization, string code) => http.SendAsync(
        "POST", "Patient/$resolve-health-card", Parameters($"\"name\":\"code\",\"valueString\":\"{code}\""), headers: (OrganizationHeader, organization));

    /// <summary>The time of day, and so much more.</summary>
    private sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
