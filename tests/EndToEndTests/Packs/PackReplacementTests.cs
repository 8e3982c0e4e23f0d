using FhirHub.EndToEndTests.Validation;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Installation;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests.Packs;

/// <summary>Packs that take the place of others, that go, and that are refused: what is left behind.</summary>
[TestFixture]
internal sealed class PackReplacementTests
{
    private PackArchive _archive = null!;

    [SetUp]
    public void MakeFolder() => _archive = new PackArchive();

    [TearDown]
    public void RemoveFolder() => _archive.Dispose();

    [Test]
    public async Task A_pack_that_is_refused_leaves_nothing_behind()
    {
        const string Parameter = """{"resourceType":"SearchParameter","id":"half","url":"http://example.cn/half","name":"half","status":"active","description":"x","code":"half","base":["Patient"],"type":"string","expression":"Patient.language"}""";
        await using var server = await TestServer.StartAsync();
        (await server.Http.SendAsync("PUT", "ValueSet/taken", """{"resourceType":"ValueSet","id":"taken","url":"http://example.cn/other","status":"active"}""")).Expect(HttpStatusCode.Created);
        var refused = await InstallAsync(server, "half", "1.0.0", "", ("package/SearchParameter-half.json", Parameter),
            ("package/ValueSet-taken.json", """{"resourceType":"ValueSet","id":"taken","url":"http://example.cn/taken","status":"active"}"""));
        Assert.That(refused.ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("ValueSet/taken"));
        (await server.Http.FetchAsync("SearchParameter/half")).Expect(HttpStatusCode.NotFound);
        Assert.That((await server.Http.FetchAsync("metadata")).Text, Does.Not.Contain("http://example.cn/half"));
    }

    [Test]
    public async Task A_version_that_breaks_an_installed_pack_is_refused_until_that_is_uninstalled()
    {
        await using var server = await TestServer.StartAsync();
        (await InstallAsync(server, "rv.a", "1.0.0", "")).Expect(HttpStatusCode.OK);
        (await InstallAsync(server, "rv.b", "1.0.0", "\"rv.a\":\"1.0.0\"")).Expect(HttpStatusCode.OK);
        Assert.That((await InstallAsync(server, "rv.a", "2.0.0", "")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("rv.b#1.0.0 needs rv.a#1.0.0"));
        Assert.That((await UninstallAsync(server, "rv.a")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("rv.b#1.0.0 needs rv.a#1.0.0"));
        Assert.That((await UninstallAsync(server, "rv.b")).Expect(HttpStatusCode.OK).Text, Does.Contain("1 resources removed"));
        (await server.Http.FetchAsync("StructureDefinition/rv.b")).Expect(HttpStatusCode.Gone);
        (await InstallAsync(server, "rv.a", "2.0.0", "")).Expect(HttpStatusCode.OK);
        (await UninstallAsync(server, "rv.b")).ExpectIssue(HttpStatusCode.NotFound, "pack-unknown");
    }

    [Test]
    public async Task An_older_version_is_refused_by_request_and_left_out_at_a_start()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        string old = Write("rv.a", "1.0.0", "");
        await using (var server = await TestServer.StartAsync(database, ("Packs:0", old)))
        {
            (await InstallAsync(server, "rv.a", "2.0.0", "")).Expect(HttpStatusCode.OK);
            Assert.That((await InstallAsync(server, "rv.a", "1.0.0", "")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("older than 2.0.0"));
        }

        await using (var server = await TestServer.StartAsync(database, ("Packs:0", old)))
        {
            Assert.That((await InstallAsync(server, "rv.a", "2.0.0", "")).Expect(HttpStatusCode.OK).Text, Does.Contain("installed already"));
            (await UninstallAsync(server, "rv.a")).Expect(HttpStatusCode.OK);
            (await InstallAsync(server, "rv.a", "1.0.0", "")).Expect(HttpStatusCode.OK);
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task Two_versions_that_two_nodes_install_at_once_do_not_mix()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        await using (var one = await TestServer.StartAsync(database))
        await using (var two = await TestServer.StartAsync(database))
        {
            var answers = await Task.WhenAll(InstallAsync(one, "rv.a", "1.0.0", "", Many("1.0.0")), InstallAsync(two, "rv.a", "2.0.0", "", Many("2.0.0")));
            Assert.That(answers[1].Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answers[0].Status, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity));
            Assert.That((await two.Http.FetchAsync("ValueSet?url:below=http://example.cn/many&version=2.0.0&_summary=count")).Text, Does.Contain("\"total\":550"));
        }

        await database.ReleaseAsync();
    }

    [TestCase("Patinet", "http://example.cn/fhir/StructureDefinition/rv", "no resource type")]
    [TestCase("Patient", "http://nope/x", "http://nope/x")]
    [TestCase("Patient", "http://hl7.org/fhir/StructureDefinition/Patient|9", "Patient|9")]
    public async Task A_policy_that_names_what_is_not_there_is_refused(string type, string profile, string words)
    {
        await using var server = await TestServer.StartAsync();
        var refused = await InstallAsync(server, "rv.a", "1.0.0", "", ("package/policy.json", $$"""{"validation":{"level":"required","profiles":{"{{type}}":["{{profile}}"]} } }"""));
        Assert.That(refused.ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain(words));
    }

    [Test]
    public async Task A_policy_may_name_profiles_of_the_pack_of_what_it_needs_and_of_R4()
    {
        await using var server = await TestServer.StartAsync();
        (await InstallAsync(server, "rv.a", "1.0.0", "")).Expect(HttpStatusCode.OK);
        string policy = $$"""{"validation":{"level":"required","profiles":{"Patient":["{{Profiles.Root}}rv.a","{{Profiles.Root}}rv.b"],"Observation":["http://hl7.org/fhir/StructureDefinition/vitalsigns"]} } }""";
        (await InstallAsync(server, "rv.b", "1.0.0", "\"rv.a\":\"1.0.0\"", ("package/policy.json", policy))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task What_somebody_stored_in_the_place_of_a_definition_outlives_the_pack()
    {
        await using var server = await TestServer.StartAsync();
        (await InstallAsync(server, "rv.a", "1.0.0", "")).Expect(HttpStatusCode.OK);
        await server.Http.DefineAsync("rv.a", Profiles.Requiring("rv.a", "gender").Replace(Profiles.Root, "http://example.org/mine/", StringComparison.Ordinal));
        Assert.That((await UninstallAsync(server, "rv.a")).Expect(HttpStatusCode.OK).Text, Does.Contain("0 resources removed"));
        (await server.Http.FetchAsync("StructureDefinition/rv.a")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_policy_too_large_to_be_stored_is_refused_before_anything_is()
    {
        await using var server = await TestServer.StartAsync();
        string policy = $$"""{"note":"{{new string('a', 17 * 1024 * 1024)}}"}""";
        Assert.That((await InstallAsync(server, "rv.a", "1.0.0", "", ("package/policy.json", policy))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("larger than"));
        (await server.Http.FetchAsync("StructureDefinition/rv.a")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Archives_that_name_no_package_of_npm_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        byte[] unnamed = await File.ReadAllBytesAsync(_archive.Write("unnamed", ("package/StructureDefinition-x.json", Profiles.Requiring("x", "birthDate"))));
        (await server.Http.SendBytesAsync("POST", "$install-pack", unnamed, "application/gzip")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        byte[] outside = await File.ReadAllBytesAsync(_archive.Write("outside", ("package/package.json", PackArchive.Manifest("../../etc", "")), ("package/StructureDefinition-x.json", Profiles.Requiring("x", "birthDate"))));
        (await server.Http.SendBytesAsync("POST", "$install-pack", outside, "application/gzip")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        (await server.Http.FetchAsync("StructureDefinition/x")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Examples_are_found_by_pack_and_profile()
    {
        var database = await TestDatabase.NewAsync();
        await using var server = await TestServer.StartAsync(database);
        (await InstallAsync(server, "rv.a", "1.0.0", "", ("package/example/Patient-plain.json", Example("rv.a")), ("package/example/Patient-versioned.json", Example("rv.a|1.0.0")),
            ("package/example/Patient-other.json", Example("rv.ab")))).Expect(HttpStatusCode.OK);
        using var store = new FhirDatabase(new MongoOptions { ConnectionString = database.ConnectionString, Database = database.Name });
        using var packs = new InstalledPacks(store, TimeProvider.System);
        var examples = await packs.ExamplesAsync("rv.a", Profiles.Root + "rv.a", CancellationToken.None);
        Assert.That(examples.Select(e => e.Name), Is.EqualTo(new[] { "Patient-plain", "Patient-versioned" }));
        var indexes = await (await store.Collection<BsonDocument>("packExamples").Indexes.ListAsync()).ToListAsync();
        Assert.That(indexes.Select(i => i["name"].AsString), Does.Contain("pack_1_profiles_1"));

        static string Example(string profile) => Profiles.Claiming("e", "\"active\":true", profile);
    }

    [Test]
    public async Task A_node_that_was_silent_for_long_loses_its_turn()
    {
        var database = await TestDatabase.NewAsync();
        await using var server = await TestServer.StartAsync(database);
        using var store = new FhirDatabase(new MongoOptions { ConnectionString = database.ConnectionString, Database = database.Name });
        await using var silent = await new InstallationTurn(store, new LateClock(-TimeSpan.FromMinutes(10))).TakeAsync(CancellationToken.None);
        await using (var next = await new InstallationTurn(store, TimeProvider.System).TakeAsync(CancellationToken.None))
        {
            Assert.That(async () => await silent.HoldAsync(null, CancellationToken.None), Throws.TypeOf<FhirException>().With.Property("Kind").EqualTo(FaultKind.Conflict));
            await next.HoldAsync(null, CancellationToken.None);
        }

        (await InstallAsync(server, "rv.a", "1.0.0", "")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Parameters_that_an_operation_on_packs_has_not_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        byte[] pack = await File.ReadAllBytesAsync(Write("rv.a", "1.0.0", ""));
        (await server.Http.SendBytesAsync("POST", "$install-pack?foo=1", pack, "application/gzip")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
        (await server.Http.SendAsync("POST", "$uninstall-pack?name=rv.a&foo=1", "")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
        (await server.Http.SendAsync("POST", "Patient/$validate?foo=1", """{"resourceType":"Patient"}""")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
        (await server.Http.SendAsync("POST", "$uninstall-pack", "")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
    }

    private sealed class LateClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    // More than one transaction takes.
    private static (string, string)[] Many(string version) =>
    [
        .. Enumerable.Range(0, 550).Select(i => ($"package/ValueSet-many{i}.json", $$"""{"resourceType":"ValueSet","id":"many{{i}}","url":"http://example.cn/many/{{i}}","version":"{{version}}","status":"active"}""")),
    ];

    private static Task<Answer> UninstallAsync(TestServer server, string name) =>
        server.Http.SendAsync("POST", "$uninstall-pack", $$"""{"resourceType":"Parameters","parameter":[{"name":"name","valueString":"{{name}}"}]}""");

    private Task<Answer> InstallAsync(TestServer server, string name, string version, string dependencies, params (string, string)[] files) =>
        _archive.InstallAsync(server, name, version, dependencies, [Profile(name), .. files]);

    private string Write(string name, string version, string dependencies, params (string, string)[] files) =>
        _archive.WritePackage(name, version, dependencies, [Profile(name), .. files]);

    private static (string Path, string Content) Profile(string name) => ($"package/StructureDefinition-{name}.json", Profiles.Requiring(name, "birthDate"));
}
