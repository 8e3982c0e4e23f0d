using FhirHub.Cli;
using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.Province;

/// <summary><c>fhirhub seed</c> into a server without any pack, by another script; and what it says where it cannot.</summary>
[TestFixture]
internal sealed class OtherProvinceTests : ServerTests
{
    private static readonly string Scripts = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(CompiledPacks.Archive("x"))))!, "samples", "province");

    [Test]
    public async Task A_pack_that_neither_the_server_nor_the_folder_has_is_named_and_nothing_is_written()
    {
        await using var bare = await TestServer.StartAsync();
        using var files = new PackArchive();
        var (code, _, errors) = await RunAsync("--pack", "hubei-yichang", "--residents", "5", "--days", "7", "--packs", files.Folder, "--server", bare.BaseUrl.ToString());
        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("The server has no pack cn-base").And.Contain("cn-base.tgz"));
        Assert.That(await ProvinceCounts.CountAsync(bare.Http, "Organization"), Is.Zero);
    }

    [Test]
    public async Task Another_script_makes_another_province_and_its_packs_are_installed()
    {
        var (code, said, errors) = await RunAsync("--pack", "hubei-yichang", "--residents", "50", "--days", "7");
        Assert.That(code, Is.Zero, said + errors);
        Assert.That(said, Does.Contain("宜昌示范市").And.Contain("50 of 50 residents"));
        foreach (string state in ProvinceCounts.ReferralStates)
            Assert.That(await ProvinceCounts.CountAsync(Http, ProvinceCounts.PathOf(state)), Is.Positive, state);
        Assert.That(await ProvinceCounts.CountAsync(Http, "ServiceRequest?category=remote-pathology"), Is.Positive, "a kind that this pack alone has");
    }

    [Test]
    public async Task What_rules_refuse_is_counted_and_ends_with_1()
    {
        using var files = new PackArchive();
        string text = await File.ReadAllTextAsync(Path.Combine(Scripts, "hubei-yichang.json"));
        var script = JsonNode.Parse(text)!.AsObject();
        script["prefix"] = "other";
        script["cards"] = JsonNode.Parse("""[{"kind":"insurance-card","system":"https://fhirhub.example/fhir/sid/insurance-card","letters":"","digits":9,"perMille":1000}]""");
        string file = Path.Combine(files.WriteFolder("s", ("script.json", script.ToJsonString())), "script.json");
        var (code, said, errors) = await RunAsync("--pack", "hubei-yichang", "--script", file, "--residents", "2", "--days", "7", "--seed", "7");
        Assert.That(code, Is.EqualTo(1), said + errors);
        Assert.That(said, Does.Contain("Refused 2 times by health-card.not-bindable, for example card-").And.Contain(" 2 refusals"));
    }

    [TestCase("a pack without a script", "There is no script of a province for the pack 'atlantis'. There are: hubei-yichang, shanxi.", "--pack", "atlantis")]
    [TestCase("no residents", "--residents lies between 1 and 50000, which 0 does not.", "--pack", "shanxi", "--residents", "0")]
    [TestCase("too many residents", "--residents lies between 1 and 50000, which 50001 does not.", "--pack", "shanxi", "--residents", "50001")]
    [TestCase("too few days", "--days lies between 7 and 180, which 1 does not.", "--pack", "shanxi", "--days", "1")]
    [TestCase("too many at once", "--parallel lies between 1 and 32, which 99 does not.", "--pack", "shanxi", "--parallel", "99")]
    [TestCase("a day that is none", "--from 'soon' is no day", "--pack", "shanxi", "--from", "soon")]
    [TestCase("a day that is past", "--from lies between tomorrow in China", "--pack", "shanxi", "--from", "2020-01-01")]
    [TestCase("a seed below 0", "--seed lies between 0 and 999999.", "--pack", "shanxi", "--seed", "-1")]
    [TestCase("no URL", "--server 'ftp://x' is no URL of HTTP.", "--pack", "shanxi", "--server", "ftp://x")]
    [TestCase("nobody there", "http://127.0.0.1:1/fhir/ does not answer: ", "--pack", "shanxi", "--server", "http://127.0.0.1:1/fhir")]
    [TestCase("no script there", "no-such-script.json", "--pack", "shanxi", "--script", "no-such-script.json")]
    public async Task What_cannot_be_done_is_said_and_ends_with_2(string what, string told, params string[] arguments)
    {
        var (code, _, errors) = await RunAsync(arguments);
        Assert.That(code, Is.EqualTo(2), what);
        Assert.That(errors, Does.Contain(told), what);
    }

    [TestCase("--residents", "many")]
    [TestCase("--pack")]
    public async Task What_is_not_understood_ends_with_2(params string[] arguments) => Assert.That((await RunAsync(arguments)).Code, Is.EqualTo(2));

    [Test]
    public async Task An_address_that_is_no_service_root_is_told()
    {
        var (code, _, errors) = await RunAsync("--pack", "shanxi", "--server", new Uri(Server.BaseUrl, "/elsewhere").ToString());
        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("is no service root of FHIR: its metadata answers 404"));
    }

    [Test]
    public async Task A_script_for_another_pack_is_refused()
    {
        var (code, _, errors) = await RunAsync("--pack", "shanxi", "--script", Path.Combine(Scripts, "hubei-yichang.json"));
        Assert.That((code, errors), Is.EqualTo((2, $"{Path.Combine(Scripts, "hubei-yichang.json")} is a script for the pack 'hubei-yichang', not for 'shanxi'.{Environment.NewLine}")));
    }

    [Test]
    public async Task A_server_that_refuses_what_is_no_rule_ends_it_with_what_it_says()
    {
        await using var strict = await TestServer.StartAsync([.. CompiledPacks.Settings, ("MaxBundleEntries", "1")]);
        var (code, _, errors) = await RunAsync("--pack", "shanxi", "--residents", "1", "--days", "7", "--server", strict.BaseUrl.ToString());
        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("The server refused institution-").And.Contain("the limit of this server is 1"));
    }

    private async Task<(int Code, string Said, string Errors)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        string[] server = arguments.Contains("--server") ? [] : ["--server", Server.BaseUrl.ToString()];
        int code = await CommandLine.RunAsync(["seed", .. arguments, .. server], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
