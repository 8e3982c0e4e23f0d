using FhirHub.EndToEndTests.Validation;

namespace FhirHub.EndToEndTests.Packs;

/// <summary>Packs that can be read and are not what they seem: refused, or told.</summary>
[TestFixture]
internal sealed class PackRefusalTests
{
    private PackArchive _archive = null!;

    [SetUp]
    public void MakeFolder() => _archive = new PackArchive();

    [TearDown]
    public void RemoveFolder() => _archive.Dispose();

    [Test]
    public async Task A_profile_that_nobody_can_use_refuses_the_pack()
    {
        await using var server = await TestServer.StartAsync();
        string lost = Profiles.Requiring("lost", "birthDate").Replace("http://hl7.org/fhir/StructureDefinition/Patient", "http://none/x", StringComparison.Ordinal);
        Assert.That((await _archive.InstallAsync(server, "t.lost", "1.0.0", "", ("package/lost.json", lost))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("http://none/x"));
        Assert.That((await _archive.InstallAsync(server, "t.foo", "1.0.0", "", ("package/foo.json", Profiles.Requiring("foo", "foo")))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("foo.json"));
        (await server.Http.FetchAsync("StructureDefinition/foo")).Expect(HttpStatusCode.NotFound);
        (await _archive.InstallAsync(server, "t.base", "1.0.0", "", ("package/base.json", Profiles.Requiring("base", "birthDate")))).Expect(HttpStatusCode.OK);
        string onBase = Profiles.Requiring("on-base", "gender").Replace("http://hl7.org/fhir/StructureDefinition/Patient", Profiles.Root + "base", StringComparison.Ordinal);
        (await _archive.InstallAsync(server, "t.on", "1.0.0", "\"t.base\":\"1.0.0\"", ("package/on.json", onBase))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_profile_whose_base_is_in_a_package_that_is_left_out_is_told()
    {
        await using var server = await TestServer.StartAsync(("PacksWithout:0", "t.none"));
        string lost = Profiles.Requiring("lost", "birthDate").Replace("http://hl7.org/fhir/StructureDefinition/Patient", "http://none/x", StringComparison.Ordinal);
        var answer = (await _archive.InstallAsync(server, "t.lost", "1.0.0", "\"t.none\":\"1.0.0\"", ("package/lost.json", lost))).Expect(HttpStatusCode.OK);
        Assert.That(answer.Issues.Single(i => (string?)i["severity"] == "warning").ToString(), Does.Contain("http://none/x"));
    }

    [Test]
    public async Task Another_content_of_the_same_version_is_told_and_refused_where_another_pack_needs_it()
    {
        await using var server = await TestServer.StartAsync();
        (await _archive.InstallAsync(server, "t.a", "1.0.0", "", ("package/a.json", Profiles.Requiring("a", "birthDate")))).Expect(HttpStatusCode.OK);
        Assert.That((await _archive.InstallAsync(server, "t.a", "1.0.0", "", ("package/a.json", Profiles.Requiring("a", "gender")))).Expect(HttpStatusCode.OK).Text, Does.Contain("another content of the same version"));
        (await _archive.InstallAsync(server, "t.b", "1.0.0", "\"t.a\":\"1.0.0\"", ("package/b.json", Profiles.Requiring("b", "birthDate")))).Expect(HttpStatusCode.OK);
        Assert.That((await _archive.InstallAsync(server, "t.a", "1.0.0", "", ("package/a.json", Profiles.Requiring("a", "active")))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused").Text, Does.Contain("t.b#1.0.0"));
        (await _archive.InstallAsync(server, "t.a", "1.0.0", "", ("package/a.json", Profiles.Requiring("a", "gender")))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Definitions_that_never_count_as_R4_has_its_own_are_told()
    {
        await using var server = await TestServer.StartAsync();
        string patient = Profiles.Requiring("Patient", "birthDate").Replace(Profiles.Root + "Patient", "http://hl7.org/fhir/StructureDefinition/Patient", StringComparison.Ordinal);
        var answer = (await _archive.InstallAsync(server, "t.own", "1.0.0", "", ("package/p.json", patient))).Expect(HttpStatusCode.OK);
        Assert.That(answer.Issues.Single(i => (string?)i["severity"] == "warning").ToString(), Does.Contain("StructureDefinition/Patient").And.Contain("do not count"));
    }

    [Test]
    public async Task Half_a_character_in_a_pack_is_a_fault_of_the_pack()
    {
        await using var server = await TestServer.StartAsync();
        (await _archive.InstallAsync(server, "\\ud800", "1.0.0", "", ("package/a.json", Profiles.Requiring("a", "birthDate")))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        (await _archive.InstallAsync(server, "t.a", "1.0.0", "", ("package/a.json", Profiles.Requiring("a", "birthDate").Replace(Profiles.Root + "a", Profiles.Root + "\\ud800", StringComparison.Ordinal))))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        (await _archive.InstallAsync(server, "t.a", "1.0.0", "", ("package/a.json", Profiles.Requiring("a", "birthDate")), ("package/example/p.json", Profiles.Claiming("p", "\"active\":true", "\\ud800"))))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_was_deleted_of_an_installed_pack_comes_back(bool byRestart)
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        string pack = _archive.WritePackage("t.a", "1.0.0", "", ("package/policy.json", """{"pack":"a","validation":{"level":"claimed"} }"""), ("package/a.json", Profiles.Requiring("a", "birthDate")));
        string bad = Profiles.Claiming("x", "\"active\":true", "a");
        await using (var server = await TestServer.StartAsync(database, ("Packs:0", pack)))
        {
            (await server.Http.SendAsync("DELETE", "StructureDefinition/a")).Expect(HttpStatusCode.NoContent);
            (await server.Http.SendAsync("POST", "Patient", bad)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "profile-unknown");
            if (!byRestart)
            {
                Assert.That((await server.Http.SendBytesAsync("POST", "$install-pack", await File.ReadAllBytesAsync(pack), "application/gzip")).Expect(HttpStatusCode.OK).Text, Does.Contain("1 resources written"));
                (await server.Http.SendAsync("POST", "Patient", bad)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
            }
        }

        if (byRestart)
        {
            await using var server = await TestServer.StartAsync(database, ("Packs:0", pack));
            (await server.Http.SendAsync("POST", "Patient", bad)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
        }

        await database.ReleaseAsync();
    }
}
