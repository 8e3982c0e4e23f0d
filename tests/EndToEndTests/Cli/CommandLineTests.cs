using System.Net.Sockets;
using System.Text.Json.Nodes;
using FhirHub.Cli;
using FhirHub.EndToEndTests.Packs;
using FhirHub.EndToEndTests.Validation;
using FhirHub.Engine.Validation;

namespace FhirHub.EndToEndTests.Cli;

/// <summary>The command line <c>fhirhub</c>, as its users see it.</summary>
[TestFixture]
internal sealed class CommandLineTests
{
    private static readonly string Base = CompiledPacks.Archive("cn-base");

    [Test]
    public async Task Valid_examples_end_with_0_and_a_summary()
    {
        var (code, said, _) = await RunAsync("check", Path.Combine(CompiledPacks.Folder("cn-base"), "package", "example"), "--pack", Base, "--language", "en", "--quiet");
        Assert.That(code, Is.Zero, said);
        Assert.That(said, Is.EqualTo(said.Split('\n')[^2] + "\n"), "one line");
        Assert.That(said, Does.Contain($"{Directory.GetFiles(Path.Combine(CompiledPacks.Folder("cn-base"), "package", "example"), "*-*.json").Length} resources, 0 with errors; 0 errors"));
    }

    [Test]
    public async Task Errors_end_with_1_and_are_shown_with_their_line_in_the_language_asked_for()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("f", ("bad.json", "{\"resourceType\":\"Patient\",\n \"gender\":\"x\"}"), ("good.json", """{"resourceType":"Patient","active":true}"""));
        var (code, said, _) = await RunAsync("check", folder, "--language", "zh");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(said, Does.Contain($"{Path.Combine(folder, "bad.json")}:2:11: 错误: Patient.gender ").And.Contain("资源 2 个，有错误的 1 个").And.Not.Contain("good.json"));
        Assert.That((await RunAsync("check", folder, "--verbose", "-l", "en")).Said, Does.Contain($"{Path.Combine(folder, "good.json")}: valid"));
        Assert.That(said, Does.Not.Contain("\u001b["), "no colours where nobody asks for them");
        Assert.That((await RunAsync("check", folder, "--color", "always")).Said, Does.Contain("\u001b[31m"));
    }

    [Test]
    public async Task Ndjson_and_xml_are_read_too()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("f",
            ("many.ndjson", "{\"resourceType\":\"Patient\",\"active\":true}\n\n{\"resourceType\":\"Patient\",\"gender\":\"x\"}\n"),
            ("one.xml", "<Patient xmlns=\"http://hl7.org/fhir\"><contact><gender value=\"male\"/></contact></Patient>"),
            ("broken.xml", "<Patient>"));
        var (code, said, _) = await RunAsync("check", folder, "-l", "en");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(said, Does.Contain("many.ndjson:3:36: error: ").And.Contain("one.xml: error: ").And.Contain("pat-1").And.Contain("broken.xml").And.Contain("4 resources, 3 with errors"), said);
    }

    [Test]
    public async Task References_lead_to_resources_among_the_files_where_that_is_asked_for()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("f",
            ("p.json", """{"resourceType":"Patient","id":"p","managingOrganization":{"reference":"Organization/o"},"generalPractitioner":[{"reference":"Practitioner/none"}]}"""),
            ("o.json", """{"resourceType":"Organization","id":"o","name":"o"}"""));
        Assert.That((await RunAsync("check", folder)).Code, Is.Zero);
        var (code, said, _) = await RunAsync("check", folder, "--references", "-l", "en");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(said, Does.Contain("reference-not-found").And.Contain("1 errors"));
    }

    [Test]
    public async Task Programs_get_one_json_object_with_the_same_issues()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("f", ("bad.json", "{\"resourceType\":\"Patient\",\n \"gender\":\"x\"}"), ("sub/lines.ndjson", "\n{\"resourceType\":\"Patient\",\"extension\":[{\"url\":\"http://example.cn/未知\",\"valueString\":\"x\"}]}"));
        var (code, said, _) = await RunAsync("check", folder, "--format", "json", "-l", "en");
        Assert.That(code, Is.EqualTo(1));
        var json = JsonNode.Parse(said)!;
        Assert.That(
            json["issues"]!.AsArray().Select(i => $"{Path.GetFileName((string)i!["file"]!)}:{i["line"]}:{i["column"]} {i["severity"]} {i["code"]}"),
            Is.EqualTo(new[] { "bad.json:2:11 error unknown-code", "lines.ndjson:2:40 warning extension-unknown" }), said);
        Assert.That(json["summary"]!.ToJsonString(), Is.EqualTo("""{"resources":2,"withErrors":1,"errors":1,"warnings":1}"""));
        var none = await RunAsync("check", files.WriteFolder("g", ("good.json", """{"resourceType":"Patient","active":true}""")), "--format", "json");
        Assert.That(JsonNode.Parse(none.Said)!["issues"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Lines_longer_than_any_buffer_and_resources_of_many_files_are_told_in_their_order()
    {
        using var files = new PackArchive();
        string large = $$$"""{"resourceType":"Patient","name":[{"text":"{{{new string('x', 700_000)}}}"}],"gender":"x"}""", bad = """{"resourceType":"Patient","gender":"y"}""";
        string lines = string.Join('\n', Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? large : bad));
        string folder = files.WriteFolder("f", [("a.ndjson", lines), .. Enumerable.Range(0, 50).Select(i => ($"b{i:00}.json", bad))]);
        var (code, said, _) = await RunAsync("check", folder, "-l", "en");
        Assert.That(code, Is.EqualTo(1));
        string[] told = said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1];
        Assert.That(told, Has.Length.EqualTo(80));
        string[] expected = [.. Enumerable.Range(1, 30).Select(i => $"a.ndjson:{i}:"), .. Enumerable.Range(0, 50).Select(i => $"b{i:00}.json:1:")];
        Assert.That(told.Zip(expected).Where(p => !p.First.Contains(p.Second, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_file_that_cannot_be_read_is_told_and_the_others_are_checked()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("f", ("a.json", """{"resourceType":"Patient","active":true}"""), ("c.json", """{"resourceType":"Patient","gender":"y"}"""));
        // A socket of the file system is a file that nobody can open.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "b.json")));
        var (code, said, errors) = await RunAsync("check", folder, "-l", "en");
        Assert.That(code, Is.EqualTo(2), said);
        Assert.That(errors, Does.Contain("b.json cannot be read"));
        Assert.That(said, Does.Contain("c.json:1:").And.Contain("2 resources, 1 with errors"));
    }

    [Test]
    public async Task Half_a_character_is_told_and_the_other_files_are_checked()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("f",
            ("a.json", """{"resourceType":"Patient","id":"\ud800"}"""), ("b.json", """{"resourceType":"Patient","id":"b","meta":{"profile":["\ud800"]} }"""), ("c.json", """{"resourceType":"Patient","id":"c","gender":"x"}"""));
        var (code, said, errors) = await RunAsync("check", folder, "--references", "-l", "en");
        Assert.That(code, Is.EqualTo(1), errors);
        Assert.That(said, Does.Contain("a.json:1:").And.Contain("b.json:1:").And.Contain("c.json:1:").And.Contain("3 resources, 3 with errors"));
    }

    [TestCase("check")]
    [TestCase("foo")]
    [TestCase("check", "x.json", "--foo")]
    [TestCase("pack", "check", "nope.tgz")]
    [TestCase("pack", "list", "nope.tgz")]
    public async Task What_is_not_understood_or_not_there_ends_with_2(params string[] arguments) => Assert.That((await RunAsync(arguments)).Code, Is.EqualTo(2));

    [TestCase("", "", "zh_CN.UTF-8", true)]
    [TestCase("", "zh_CN.UTF-8", "en_GB.UTF-8", true)]
    [TestCase("C", "", "zh_CN.UTF-8", false)]
    [TestCase(null, null, null, false)]
    public void A_variable_that_is_set_to_nothing_says_nothing_of_the_language(string? all, string? messages, string? lang, bool isChinese) => Assert.That(
        CommonOptions.LanguageOf(null, name => name switch { "LC_ALL" => all, "LC_MESSAGES" => messages, _ => lang }) == MessageLanguage.Chinese, Is.EqualTo(isChinese));

    [Test]
    public async Task A_check_judges_codes_as_the_server_does_that_has_the_pack()
    {
        using var files = new PackArchive();
        string pack = files.Write("lay", ("package/package.json", PackArchive.Manifest("test.lay")), ("package/other/policy.json", """{"pack":"lay","validation":{"level":"claimed"} }"""),
            ("package/CodeSystem-cs.json", """{"resourceType":"CodeSystem","id":"cs","url":"http://example.cn/cs","status":"active","content":"complete","caseSensitive":true,"hierarchyMeaning":"grouped-by","concept":[{"code":"a","concept":[{"code":"b"}]},{"code":"old","property":[{"code":"inactive","valueBoolean":true}]}]}"""),
            ("package/ValueSet-listed.json", Set("listed", "\"include\":[{\"system\":\"http://example.cn/cs\",\"concept\":[{\"code\":\"a\"},{\"code\":\"NOPE\"}]}]")),
            ("package/ValueSet-active.json", Set("active", "\"inactive\":false,\"include\":[{\"system\":\"http://example.cn/cs\"}]")),
            ("package/ValueSet-below.json", Set("below", "\"include\":[{\"system\":\"http://example.cn/cs\",\"filter\":[{\"property\":\"concept\",\"op\":\"is-a\",\"value\":\"a\"}]}]")),
            ("package/listed.json", Bound("listed")), ("package/active.json", Bound("active")), ("package/below.json", Bound("below")));
        (string Profile, string Code)[] cases = [("listed", "a"), ("listed", "NOPE"), ("active", "a"), ("active", "old"), ("below", "a"), ("below", "b")];
        string folder = files.WriteFolder("f", [.. cases.Select((c, i) => ($"{i}.json", Example(c.Profile, c.Code)))]);
        var (code, said, errors) = await RunAsync("check", folder, "--pack", pack, "--quiet", "-l", "en");
        Assert.That(code, Is.EqualTo(1), said + errors);
        await using var server = await TestServer.StartAsync(("Packs:0", pack));
        for (int i = 0; i < cases.Length; i++)
        {
            var answer = await server.Http.SendAsync("POST", "Patient", Example(cases[i].Profile, cases[i].Code));
            Assert.That(answer.Status, Is.EqualTo(i % 2 == 0 ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity), $"{cases[i]}: {answer.Text}");
            Assert.That(said.Contains($"{Path.DirectorySeparatorChar}{i}.json:", StringComparison.Ordinal), Is.EqualTo(answer.Status != HttpStatusCode.Created), $"{cases[i]}: {said}");
        }

        static string Set(string id, string compose) => $$"""{"resourceType":"ValueSet","id":"{{id}}","url":"http://example.cn/vs/{{id}}","status":"active","compose":{ {{compose}} } }""";
        static string Bound(string id) =>
            Profiles.Requiring(id, "maritalStatus").Replace("\"min\":1", $"\"min\":1,\"binding\":{{\"strength\":\"required\",\"valueSet\":\"http://example.cn/vs/{id}\"}}", StringComparison.Ordinal);
        static string Example(string profile, string code) => Profiles.Claiming("x", $"\"maritalStatus\":{{\"coding\":[{{\"system\":\"http://example.cn/cs\",\"code\":\"{code}\"}}]}}", profile);
    }

    [TestCase("nowhere.json", "no file or folder")]
    [TestCase("", "is not known")]
    public async Task What_cannot_be_done_ends_with_2(string path, string words)
    {
        using var files = new PackArchive();
        string[] arguments = path.Length > 0
            ? ["check", Path.Combine(files.Folder, path)]
            : ["check", files.WriteFolder("f", ("p.json", """{"resourceType":"Patient","active":true}""")), "--profile", "http://example.cn/none"];
        var (code, _, errors) = await RunAsync(arguments);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(words));
    }

    [Test]
    public async Task All_packs_of_the_repository_pass_their_check()
    {
        var (code, said, errors) = await RunAsync("pack", "check", Path.GetDirectoryName(Base)!);
        Assert.That(code, Is.Zero, said + errors);
        Assert.That(said, Does.Contain("0 faults").And.Contain("fhirhub.shanxi#0.1.0"));
    }

    [Test]
    public async Task A_pack_whose_example_or_profile_is_wrong_fails_its_check()
    {
        using var files = new PackArchive();
        string example = files.Write("a", ("package/package.json", PackArchive.Manifest("test")), ("package/StructureDefinition-x.json", Profiles.Requiring("x", "birthDate")),
            ("package/example/Patient-p.json", Profiles.Claiming("p", "\"active\":true", "x")));
        Assert.That((await RunAsync("pack", "check", example, "-l", "en")).Code, Is.EqualTo(1));
        string profile = files.Write("b", ("package/package.json", PackArchive.Manifest("test.b")), ("package/StructureDefinition-y.json", Profiles.Requiring("y", "nothing")));
        var (code, said, errors) = await RunAsync("pack", "check", profile);
        Assert.That(code, Is.EqualTo(1), said + errors);
    }

    [Test]
    public async Task A_folder_of_json_is_built_into_a_package_that_reads_the_same()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("province", ("package.json", PackArchive.Manifest("test.province")), ("policy.json", "{}"), ("StructureDefinition-x.json", Profiles.Requiring("x", "birthDate")),
            ("Patient-p.json", Profiles.Claiming("p", "\"birthDate\":\"2000-01-01\"", "x")));
        var (code, said, errors) = await RunAsync("pack", "build", folder, "-o", Path.Combine(files.Folder, "out"));
        Assert.That(code, Is.Zero, said + errors);
        var list = await RunAsync("pack", "list", Path.Combine(files.Folder, "out", "packs", "province.tgz"));
        Assert.That(list.Said, Does.Contain("test.province 1.0.0").And.Contain("1 StructureDefinition; 1 examples; policy"));
    }

    [TestCase("x./../victim", "p", "is none")]
    [TestCase("test.victim", "x/../../../../victim/evil", "is none")]
    [TestCase("test.victim", "p", "no earlier build")]
    public async Task A_pack_is_built_in_its_own_folder_or_not_at_all(string name, string id, string words)
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("source", ("package.json", PackArchive.Manifest(name)), ("StructureDefinition-x.json", Profiles.Requiring("x", "birthDate")),
            ("Patient-p.json", $$"""{"resourceType":"Patient","id":"{{id}}"}"""));
        string kept = Path.Combine(files.WriteFolder("out/packs/victim", ("package/kept.txt", "kept")), "package", "kept.txt");
        files.WriteFolder("out/victim", ("package/kept.txt", "kept"));
        var (code, said, errors) = await RunAsync("pack", "build", folder, "-o", Path.Combine(files.Folder, "out"));
        Assert.That(code, Is.EqualTo(2), said);
        Assert.That(errors, Does.Contain(words));
        Assert.That(Directory.GetFiles(files.Folder, "*", SearchOption.AllDirectories), Has.Length.EqualTo(5));
        Assert.That(await File.ReadAllTextAsync(kept), Is.EqualTo("kept"));
    }

    [Test]
    public async Task A_pack_may_be_built_again()
    {
        using var files = new PackArchive();
        string folder = files.WriteFolder("source", ("package.json", PackArchive.Manifest("test.again")), ("StructureDefinition-x.json", Profiles.Requiring("x", "birthDate")));
        for (int i = 0; i < 2; i++)
            Assert.That((await RunAsync("pack", "build", folder, "-o", Path.Combine(files.Folder, "out"))).Code, Is.Zero);
    }

    private static async Task<(int Code, string Said, string Errors)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        int code = await CommandLine.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
