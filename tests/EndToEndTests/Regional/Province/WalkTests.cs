using System.Diagnostics;
using FhirHub.Cli;
using FhirHub.EndToEndTests.Packs;
using FhirHub.EndToEndTests.Regional.HealthCards;

namespace FhirHub.EndToEndTests.Regional.Province;

/// <summary><c>samples/province/walk.sh</c>, the walk of the README, as whoever types it sees it.</summary>
[TestFixture]
internal sealed class WalkTests : ServerTests
{
    private static readonly string Script =
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(CompiledPacks.Archive("x"))))!, "samples", "province", "walk.sh");

    protected override (string Name, string Value)[] Settings => [.. CompiledPacks.Settings, .. HealthCardTests.Keys];

    [Test]
    public async Task A_resident_goes_from_her_card_to_the_referral_down()
    {
        using StringWriter said = new(), errors = new();
        int seeded = await CommandLine.RunAsync(["seed", "--pack", "shanxi", "--residents", "20", "--days", "7", "--server", Server.BaseUrl.ToString()], said, errors);
        Assert.That(seeded, Is.Zero, $"{said}{errors}");
        var (code, output, faults) = await WalkAsync();
        Assert.That(code, Is.Zero, output + faults);
        string[] lines = output.Split('\n');
        foreach (string line in new[] { "\"status\":\"booked\"", "\"code\":\"referral.summary\"", "\"code\":\"referral.consent\"", "\"code\":\"referral.not-your-turn\"", "accepted", "scheduled", "admitted", "completed", "requested" })
            Assert.That(lines, Does.Contain(line), output);
        Assert.That(output, Does.Contain("FHC1.").And.Contain("\"valueCode\":\"recognised\"").And.Contain("\"valueMoney\":{\"value\":210").And.Contain("2 ServiceRequest").And.Contain("1 Encounter"));
    }

    private async Task<(int Code, string Output, string Faults)> WalkAsync()
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", [Script, Server.BaseUrl.ToString().TrimEnd('/')]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, faults) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output, await faults);
    }
}
