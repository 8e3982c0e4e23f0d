using FhirHub.EndToEndTests.Validation;

namespace FhirHub.EndToEndTests.Packs;

/// <summary>Packs that a server is told to install.</summary>
[TestFixture]
internal sealed class PackInstallationTests
{
    private const string Claimed = """{"pack":"test","validation":{"level":"claimed","reaction":"reject"}}""";

    [Test]
    public async Task The_national_base_is_installed_once_and_a_second_start_writes_nothing()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        string before;
        await using (var first = await TestServer.StartAsync(database, ("Packs:0", CompiledPacks.Archive("cn-base"))))
        {
            var patient = (await first.Http.FetchAsync("StructureDefinition/cn-patient")).Expect(HttpStatusCode.OK);
            Assert.That(patient.Version, Is.EqualTo(1));
            before = patient.LastUpdated;
            string total = (await first.Http.FetchAsync("StructureDefinition?url:below=https://fhirhub.example/fhir/cn-base&_summary=count")).Text;
            Assert.That(total, Does.Contain($"\"total\":{Directory.GetFiles(Path.Combine(CompiledPacks.Folder("cn-base"), "package"), "StructureDefinition-*.json").Length}"));
        }

        await using (var second = await TestServer.StartAsync(database, ("Packs:0", CompiledPacks.Folder("cn-base"))))
        {
            Assert.That((await second.Http.FetchAsync("StructureDefinition/cn-patient")).LastUpdated, Is.EqualTo(before));
            Assert.That((await second.Http.FetchAsync("_history?_count=1&_since=" + Uri.EscapeDataString(before))).Entries, Has.Length.LessThanOrEqualTo(1));
            (await second.Http.SendAsync("POST", "Patient", """{"resourceType":"Patient","meta":{"profile":["https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-patient"]}}"""))
                .ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_province_names_what_it_builds_on_and_that_is_found_beside_it()
    {
        await using var server = await TestServer.StartAsync(("Packs:0", CompiledPacks.Archive("shanxi")));
        (await server.Http.FetchAsync("StructureDefinition/cn-patient")).Expect(HttpStatusCode.OK);
        var rest = (await server.Http.FetchAsync("metadata")).Json;
        var slot = rest["rest"]![0]!["resource"]!.AsArray().Single(r => (string?)r!["type"] == "Slot")!["supportedProfile"]!.AsArray().Select(p => (string?)p).ToList();
        Assert.That(slot, Does.Contain("https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-slot|0.1.0"));
        Assert.That(slot, Has.Some.StartsWith("https://fhirhub.example/fhir/shanxi/StructureDefinition/"));
        Assert.That(rest["instantiates"]!.AsArray().Select(i => (string?)i), Does.Contain("https://fhirhub.example/fhir/cn-base/CapabilityStatement/cn-base"));
    }

    [Test]
    public async Task A_new_version_of_a_pack_changes_what_differs_and_removes_what_is_gone()
    {
        using var archive = new PackArchive();
        var database = await TestDatabase.NewAsync();
        database.Share();
        string first = archive.Write("first", ("package/package.json", PackArchive.Manifest("test")), ("package/policy.json", Claimed),
            ("package/StructureDefinition-same.json", Profiles.Requiring("same", "birthDate")),
            ("package/StructureDefinition-changed.json", Profiles.Requiring("changed", "birthDate")),
            ("package/StructureDefinition-gone.json", Profiles.Requiring("gone", "birthDate")));
        string second = archive.Write("second", ("package/package.json", PackArchive.Manifest("test", "1.1.0")),
            ("package/StructureDefinition-same.json", Profiles.Requiring("same", "birthDate")),
            ("package/StructureDefinition-changed.json", Profiles.Requiring("changed", "gender")));
        await using (var server = await TestServer.StartAsync(database, ("Packs:0", first)))
            (await server.Http.SendAsync("POST", "Patient", Profiles.Claiming("x", "\"gender\":\"male\"", "changed"))).Expect(HttpStatusCode.UnprocessableEntity);
        await using (var server = await TestServer.StartAsync(database, ("Packs:0", second)))
        {
            Assert.That((await server.Http.FetchAsync("StructureDefinition/same")).Version, Is.EqualTo(1));
            Assert.That((await server.Http.FetchAsync("StructureDefinition/changed")).Version, Is.EqualTo(2));
            (await server.Http.FetchAsync("StructureDefinition/gone")).Expect(HttpStatusCode.Gone);
            // The new version has no policy: nothing asks for validation any more.
            (await server.Http.SendAsync("POST", "Patient", Profiles.Claiming("x", "\"active\":true", "changed"))).Expect(HttpStatusCode.Created);
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_pack_posted_at_run_time_changes_the_next_write()
    {
        using var archive = new PackArchive();
        byte[] pack = await File.ReadAllBytesAsync(archive.Write("posted", ("package/package.json", PackArchive.Manifest("test.posted")), ("package/other/policy.json", Claimed),
            ("package/StructureDefinition-posted.json", Profiles.Requiring("posted", "birthDate"))));
        await using var server = await TestServer.StartAsync();
        string bad = Profiles.Claiming("x", "\"active\":true", "posted");
        (await server.Http.SendAsync("POST", "Patient", bad)).Expect(HttpStatusCode.Created);
        Assert.That((await server.Http.SendBytesAsync("POST", "$install-pack", pack, "application/gzip")).Expect(HttpStatusCode.OK).Text, Does.Contain("1 resources written"));
        (await server.Http.SendAsync("POST", "Patient", bad)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
        Assert.That((await server.Http.SendBytesAsync("POST", "$install-pack", pack, "application/gzip")).Expect(HttpStatusCode.OK).Text, Does.Contain("already"));
        (await server.Http.SendBytesAsync("POST", "$install-pack", pack[..(pack.Length / 2)], "application/gzip")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        (await server.Http.SendAsync("POST", "$install-pack", "{}")).Expect(HttpStatusCode.UnsupportedMediaType);
        byte[] lonely = await File.ReadAllBytesAsync(CompiledPacks.Archive("shanxi"));
        var refused = (await server.Http.SendBytesAsync("POST", "$install-pack", lonely, "application/gzip")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        Assert.That(refused.Text, Does.Contain("fhirhub.cn-base#0.1.0"));
    }

    [Test]
    public async Task Two_servers_that_start_together_install_once()
    {
        var database = await TestDatabase.NewAsync();
        var servers = await Task.WhenAll(
            TestServer.StartAsync(database, ("Packs:0", CompiledPacks.Archive("liaoning"))), TestServer.StartAsync(database, ("Packs:0", CompiledPacks.Archive("liaoning"))));
        Assert.That((await servers[1].Http.FetchAsync("StructureDefinition/cn-patient")).Version, Is.EqualTo(1));
        await servers[0].DisposeAsync();
        await servers[1].DisposeAsync();
    }

    [Test]
    public async Task Flat_folders_with_a_guide_and_results_of_compilers_are_packs_too()
    {
        using var archive = new PackArchive();
        const string Guide = """
            {"resourceType":"ImplementationGuide","id":"test","url":"http://example.cn/fhir/ImplementationGuide/test","version":"2.0.0","name":"T","status":"draft",
             "packageId":"test.flat","fhirVersion":["4.0.1"],"dependsOn":[{"id":"r4","uri":"http://hl7.org/fhir/ImplementationGuide/fhir","packageId":"hl7.fhir.r4.core","version":"4.0.1"}]}
            """;
        string flat = archive.WriteFolder("flat", ("ImplementationGuide-test.json", Guide), ("StructureDefinition-flat.json", Profiles.Requiring("flat", "birthDate")),
            ("Patient-example.json", Profiles.Claiming("example", "\"birthDate\":\"2000-01-01\"", "flat")));
        string sushi = archive.WriteFolder("sushi", ("sushi-config.yaml", "id: x"), ("fsh-generated/resources/StructureDefinition-made.json", Profiles.Requiring("made", "birthDate")));
        string simplifier = archive.Write("simplifier", ("package/package.json", PackArchive.Manifest("test.simplifier")), ("package/Some Profile.json", Profiles.Requiring("some", "birthDate")),
            ("package/ImplementationGuide-test.json", Guide), ("package/ig-r4.json", Guide), ("package/other/validation-summary.json", "[]"),
            ("package/examples/bad name.json", Profiles.Claiming("e", "\"active\":true", "some")));
        await using var server = await TestServer.StartAsync(("Packs:0", flat), ("Packs:1", sushi), ("Packs:2", simplifier));
        foreach (string id in new[] { "flat", "made", "some" })
            (await server.Http.FetchAsync($"StructureDefinition/{id}")).Expect(HttpStatusCode.OK);
        (await server.Http.FetchAsync("Patient/example")).Expect(HttpStatusCode.NotFound);
    }

    [TestCase("missing-dependency", "test.other#1.0.0")]
    [TestCase("wrong-version", "there is test.base#1.0.0")]
    [TestCase("wrong-fhir", "5.0.0")]
    [TestCase("broken-json", "StructureDefinition-x.json is not JSON")]
    [TestCase("broken-resource", "StructureDefinition-x.json, line")]
    [TestCase("stranger", "StructureDefinition/taken")]
    [TestCase("bad-policy", "'validation.level'")]
    [TestCase("nowhere", "no such folder or file")]
    public async Task A_pack_that_cannot_be_installed_keeps_the_server_from_being_ready_and_says_why(string fault, string words)
    {
        using var archive = new PackArchive();
        string good = Profiles.Requiring("x", "birthDate");
        string[] paths = fault switch
        {
            "missing-dependency" => [archive.Write("a", ("package/package.json", PackArchive.Manifest("test", dependencies: "\"test.other\":\"1.0.0\"")), ("package/StructureDefinition-x.json", good))],
            "wrong-version" => [
                archive.Write("a", ("package/package.json", PackArchive.Manifest("test", dependencies: "\"test.base\":\"2.0.0\"")), ("package/StructureDefinition-x.json", good)),
                archive.Write("b", ("package/package.json", PackArchive.Manifest("test.base")), ("package/StructureDefinition-y.json", Profiles.Requiring("y", "gender")))],
            "wrong-fhir" => [archive.Write("a", ("package/package.json", PackArchive.Manifest("test", fhirVersion: "5.0.0")), ("package/StructureDefinition-x.json", good))],
            "broken-json" => [archive.Write("a", ("package/package.json", PackArchive.Manifest("test")), ("package/StructureDefinition-x.json", good[..^20]))],
            "broken-resource" => [archive.Write("a", ("package/package.json", PackArchive.Manifest("test")), ("package/StructureDefinition-x.json", good.Replace("\"abstract\"", "\"abstrakt\"", StringComparison.Ordinal)))],
            "bad-policy" => [archive.Write("a", ("package/package.json", PackArchive.Manifest("test")), ("package/StructureDefinition-x.json", good), ("package/other/policy.json", """{"validation":{"level":"hard"}}"""))],
            "stranger" => [archive.Write("a", ("package/package.json", PackArchive.Manifest("test")), ("package/StructureDefinition-taken.json", Profiles.Requiring("taken", "birthDate")))],
            _ => [Path.Combine(archive.Folder, "nothing.tgz")],
        };
        var database = await TestDatabase.NewAsync();
        database.Share();
        if (fault == "stranger")
        {
            await using var before = await TestServer.StartAsync(database);
            await before.Http.DefineAsync("taken", Profiles.Requiring("taken", "birthDate").Replace(Profiles.Root, "http://example.org/other/", StringComparison.Ordinal));
        }

        await using (var server = await TestServer.ListenAsync(database, [.. paths.Select((p, i) => ($"Packs:{i}", p))]))
        {
            string said;
            do
            {
                using var answer = await server.Http.GetAsync("/healthz/ready");
                said = await answer.Content.ReadAsStringAsync();
                Assert.That(answer.IsSuccessStatusCode, Is.False, "ready");
            }
            while (!said.Contains("cannot be used", StringComparison.Ordinal));
            Assert.That(said, Does.Contain(words));
            if (fault != "stranger")
                Assert.That((await server.Http.FetchAsync("StructureDefinition/x")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_package_that_is_known_to_be_missing_may_be_missing()
    {
        using var archive = new PackArchive();
        string path = archive.Write("a", ("package/package.json", PackArchive.Manifest("test", dependencies: "\"hl7.terminology.r4\":\"5.0.0\"")), ("package/StructureDefinition-x.json", Profiles.Requiring("x", "birthDate")));
        await using var server = await TestServer.StartAsync(("Packs:0", path), ("PacksWithout:0", "hl7.terminology.r4"));
        (await server.Http.FetchAsync("StructureDefinition/x")).Expect(HttpStatusCode.OK);
    }
}
