namespace FhirHub.EndToEndTests.Packs;

/// <summary>The server is killed in the midst of an installation: the pack is there wholly or not at all, by itself, and can be installed again.</summary>
[TestFixture]
internal sealed class PackCrashTests
{
    private const string Cn = "fhirhub.example/fhir/cn-base";

    [Test]
    public async Task A_pack_of_the_usual_size_is_whole_or_absent_however_early_or_late_the_server_is_killed()
    {
        byte[] pack = await File.ReadAllBytesAsync(CompiledPacks.Archive("cn-base"));
        var database = await TestDatabase.NewAsync();
        database.Share();
        await using (var server = await ServerProcess.StartAsync(database.ConnectionString, database.Name))
        {
            int whole = 0;
            foreach (int reads in new[] { 1, 30, 100, 300 })
            {
                var installing = InstallAsync(server.Http, pack);
                for (int i = 0; i < reads && !installing.IsCompleted; i++)
                    await server.Http.FetchAsync("Patient/none");
                await server.KillAsync();
                await installing;
                await server.RestartAsync();
                int profiles = await CountAsync(server.Http, $"StructureDefinition?url:below=https://{Cn}"), sets = await CountAsync(server.Http, $"ValueSet?url:below=https://{Cn}");
                Assert.That((profiles > 0, sets > 0), Is.EqualTo((false, false)).Or.EqualTo((true, true)), $"{profiles} profiles, {sets} value sets");
                Assert.That(profiles, Is.Zero.Or.EqualTo(Files("StructureDefinition")));
                whole = Math.Max(whole, profiles);
                if (whole > 0)
                    break;
            }

            await UntilInstalledAsync(server.Http, pack);
            Assert.That(await CountAsync(server.Http, $"StructureDefinition?url:below=https://{Cn}"), Is.EqualTo(Files("StructureDefinition")));
            Assert.That(await CountAsync(server.Http, $"ValueSet?url:below=https://{Cn}"), Is.EqualTo(Files("ValueSet")));
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_pack_too_large_for_one_transaction_goes_back_to_what_was_before()
    {
        const int Count = 1200;
        using var archive = new PackArchive();
        byte[] first = await File.ReadAllBytesAsync(Large(archive, "1.0.0", Enumerable.Range(0, Count - 200)));
        byte[] second = await File.ReadAllBytesAsync(Large(archive, "2.0.0", Enumerable.Range(200, Count - 200)));
        var database = await TestDatabase.NewAsync();
        database.Share();
        await using (var server = await ServerProcess.StartAsync(database.ConnectionString, database.Name))
        {
            (await InstallAsync(server.Http, first))!.Expect(HttpStatusCode.OK);
            var installing = InstallAsync(server.Http, second);
            // Some are there already, and not all.
            await UntilAsync(async () => await CountAsync(server.Http, "ValueSet?version=2.0.0") > 0 || installing.IsCompleted);
            await server.KillAsync();
            await installing;
            await server.RestartAsync();
            int news = await CountAsync(server.Http, "ValueSet?version=2.0.0");
            Assert.That(news, Is.GreaterThan(0).And.LessThan(Count - 200), "it was killed in the midst");

            // By itself: the turn of the node that ended runs out, and what its transaction holds.
            await UntilAsync(async () => await CountAsync(server.Http, "ValueSet?version=2.0.0") == 0 && await CountAsync(server.Http, "ValueSet?version=1.0.0") == Count - 200);
            Assert.That((await server.Http.FetchAsync("ValueSet/v0")).Expect(HttpStatusCode.OK).Json["version"]!.GetValue<string>(), Is.EqualTo("1.0.0"));

            await UntilInstalledAsync(server.Http, second);
            Assert.That(await CountAsync(server.Http, "ValueSet?version=2.0.0"), Is.EqualTo(Count - 200));
            (await server.Http.FetchAsync("ValueSet/v0")).Expect(HttpStatusCode.Gone);
            Assert.That((await server.Http.SendAsync("POST", "$uninstall-pack?name=test.large")).Expect(HttpStatusCode.OK).Text, Does.Contain($"{Count - 200} resources removed"));
            Assert.That(await CountAsync(server.Http, "ValueSet"), Is.Zero);
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_pack_is_whole_or_gone_however_early_or_late_in_its_removal_the_server_is_killed()
    {
        byte[] pack = await File.ReadAllBytesAsync(CompiledPacks.Archive("cn-base"));
        var database = await TestDatabase.NewAsync();
        database.Share();
        await using (var server = await ServerProcess.StartAsync(database.ConnectionString, database.Name))
        {
            (await InstallAsync(server.Http, pack))!.Expect(HttpStatusCode.OK);
            foreach (int reads in new[] { 5, 100 })
            {
                var going = UninstallAsync(server.Http);
                for (int i = 0; i < reads && !going.IsCompleted; i++)
                    await server.Http.FetchAsync("Patient/none");
                await server.KillAsync();
                await going;
                await server.RestartAsync();
                int[] counts = [await CountAsync(server.Http, $"StructureDefinition?url:below=https://{Cn}"), await CountAsync(server.Http, "CodeSystem"), await CountAsync(server.Http, "NamingSystem")];
                Assert.That(counts, Is.EqualTo(new[] { Files("StructureDefinition"), Files("CodeSystem"), Files("NamingSystem") }).Or.EqualTo(new[] { 0, 0, 0 }));
                if (counts[0] == 0)
                    break;
            }

            // It is noted exactly as long as it is there: what the killed server left open is given up first.
            bool wasThere = await CountAsync(server.Http, "NamingSystem") > 0;
            Answer? last = null;
            await UntilAsync(async () => (last = await UninstallAsync(server.Http))!.Status is HttpStatusCode.OK or HttpStatusCode.NotFound);
            Assert.That(last!.Status, Is.EqualTo(wasThere ? HttpStatusCode.OK : HttpStatusCode.NotFound));
            Assert.That(await CountAsync(server.Http, "NamingSystem"), Is.Zero);
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_pack_of_rules_alone_is_installed_and_removed_too()
    {
        using var archive = new PackArchive();
        byte[] pack = await File.ReadAllBytesAsync(archive.Write("rules", ("package/package.json", PackArchive.Manifest("test.rules")), ("package/policy.json", """{"pack":"rules","validation":{"level":"structure"}}""")));
        await using var server = await TestServer.StartAsync();
        string bad = """{"resourceType":"Patient","contact":[{"gender":"male"}]}""";
        (await InstallAsync(server.Http, pack))!.Expect(HttpStatusCode.OK);
        (await server.Http.SendAsync("POST", "Patient", bad)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pat-1");
        (await server.Http.SendAsync("POST", "$uninstall-pack?name=test.rules")).Expect(HttpStatusCode.OK);
        (await server.Http.SendAsync("POST", "Patient", bad)).Expect(HttpStatusCode.Created);
    }

    private static string Large(PackArchive archive, string version, IEnumerable<int> numbers) => archive.Write("large" + version,
        [("package/package.json", PackArchive.Manifest("test.large", version)), .. numbers.Select(i => ($"package/ValueSet-v{i}.json",
            $$"""{"resourceType":"ValueSet","id":"v{{i}}","url":"http://example.cn/fhir/ValueSet/v{{i}}","version":"{{version}}","status":"active","compose":{"include":[{"system":"http://hl7.org/fhir/administrative-gender"} ] } }"""))]);

    /// <summary>Null where the server ended before it answered.</summary>
    private static async Task<Answer?> InstallAsync(HttpClient http, byte[] pack)
    {
        try
        {
            return await http.SendBytesAsync("POST", "$install-pack", pack, "application/gzip");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<Answer?> UninstallAsync(HttpClient http)
    {
        try
        {
            return await http.SendAsync("POST", "$uninstall-pack?name=fhirhub.cn-base");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>A transaction that the server left open locks what it wrote until the database gives it up.</summary>
    private static Task UntilInstalledAsync(HttpClient http, byte[] pack) => UntilAsync(async () =>
    {
        var answer = (await InstallAsync(http, pack))!;
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.ServiceUnavailable).Or.EqualTo(HttpStatusCode.Conflict), answer.Text);
        return answer.Status == HttpStatusCode.OK;
    });

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        // A request to the server each time, which takes its while.
        while (!await holds())
            await Task.Yield();
    }

    private static async Task<int> CountAsync(HttpClient http, string search) =>
        (await http.FetchAsync($"{search}{(search.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_summary=count")).Expect(HttpStatusCode.OK).Json["total"]!.GetValue<int>();

    private static int Files(string type) => Directory.GetFiles(Path.Combine(CompiledPacks.Folder("cn-base"), "package"), type + "-*.json").Length;
}
