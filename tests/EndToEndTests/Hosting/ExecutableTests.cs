using System.Diagnostics;

namespace FhirHub.EndToEndTests.Hosting;

/// <summary>The real executable: what it takes, how it ends.</summary>
[TestFixture]
internal sealed class ExecutableTests
{
    [Test]
    public async Task SIGTERM_lets_a_request_in_flight_finish_and_ends_with_0()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        await using (var server = await ServerProcess.StartAsync(database.ConnectionString, database.Name))
        {
            string body = $$"""{"resourceType":"Patient","name":[{"text":"{{new string('x', 100_000)}}"}]}""";
            await using var upload = await SlowUpload.StartAsync(server.Http.BaseAddress!, "POST", "Patient", body);
            await upload.SendAsync(50_000);
            var ending = server.TerminateAsync();
            string answer = await upload.FinishAsync();
            Assert.That(answer, Does.StartWith("HTTP/1.1 201"));
            Assert.That(await ending, Is.Zero);
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task Production_without_a_database_fails_at_once_and_says_why()
    {
        var (code, said) = await RunAsync("Production", "serve", "--port", "0");
        Assert.That(code, Is.EqualTo(3), said);
        Assert.That(said, Does.Contain("connection string").IgnoreCase);
    }

    [TestCase("--port", "99999", "Port")]
    [TestCase("--public-url", "nonsense", "PublicUrl")]
    public async Task An_option_that_makes_no_sense_ends_it_with_2_and_is_named(string option, string value, string name)
    {
        var (code, said) = await RunAsync("Production", "serve", "--mongo", "mongodb://127.0.0.1:1", option, value);
        Assert.That(code, Is.EqualTo(2), said);
        Assert.That(said, Does.Contain(name));
    }

    [Test]
    public async Task An_unknown_option_ends_it_and_is_named()
    {
        var (code, said) = await RunAsync("Production", "serve", "--colour", "red");
        Assert.That(code, Is.Not.Zero);
        Assert.That(said, Does.Contain("--colour"));
    }

    [Test]
    public async Task Health_of_a_server_that_is_not_there_is_1()
    {
        var (code, said) = await RunAsync("Production", "health", "--url", "http://127.0.0.1:1/healthz/ready");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(said, Does.Contain("does not answer"));
    }

    [Test]
    public async Task A_value_that_is_none_of_its_option_ends_it_with_2_and_a_sentence()
    {
        var (code, said) = await RunAsync([("ASPNETCORE_ENVIRONMENT", "Production"), ("FhirHub__Validation__Level", "bogus")], "serve", "--mongo", "mongodb://127.0.0.1:1");
        Assert.That(code, Is.EqualTo(2), said);
        Assert.That(said, Does.Contain("FhirHub:Validation:Level").And.Contain("bogus").And.Not.Contain("   at "));
    }

    private static Task<(int Code, string Said)> RunAsync(string environment, params string[] arguments) => RunAsync([("ASPNETCORE_ENVIRONMENT", environment)], arguments);

    private static async Task<(int Code, string Said)> RunAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(ServerProcess.Executable, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment.Remove("FHIRHUB_MONGO");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
