using System.CommandLine;
using System.Globalization;
using FhirHub.Samples.Province;

namespace FhirHub.Cli.Seeding;

/// <summary><c>fhirhub seed</c>: a province for demonstrations, by a script, through the public API of a running server.</summary>
internal static class SeedCommand
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private static readonly Option<string> Pack = new("--pack", "-p") { Description = "The policy pack that governs it; there is a script for each. See samples/province.", Required = true };
    private static readonly Option<string?> Script = new("--script") { Description = "A script of your own, instead of the one for the pack." };
    private static readonly Option<string> Server = new("--server", "-s") { Description = "FHIR service root.", DefaultValueFactory = _ => "http://127.0.0.1:5080/fhir" };
    private static readonly Option<int?> Residents = new("--residents") { Description = $"How many, up to {ProvinceOptions.MaxResidents}; the script says where this does not." };
    private static readonly Option<int?> Days = new("--days") { Description = $"Days of sources, {ProvinceOptions.MinDays} to {ProvinceOptions.MaxDays}; the script says where this does not." };
    private static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same province.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> From = new("--from") { Description = "First day of sources, such as 2026-12-01; tomorrow in China where nothing is said, and not before." };
    private static readonly Option<int> Parallel = new("--parallel") { Description = $"Requests at once, 1 to {SeedSettings.MaxParallel}.", DefaultValueFactory = _ => 4 };
    private static readonly Option<string?> Packs = new("--packs") { Description = "Folder of built packs (.tgz), for a server that lacks one; artifacts/packs of the repository by default." };

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("seed", "Load a demo province into a running server. Again, it adds only what is missing.") { Pack, Script, Server, Residents, Days, Seed, From, Parallel, Packs };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var settings = SettingsOf(parsed);
                bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
                return await new SeedRun(settings, output, isTerminal).RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await errors.WriteLineAsync("Stopped. The same command goes on where it was.");
            }
            catch (Exception e) when (e is SeedException or ProvinceScriptException or IOException or UnauthorizedAccessException)
            {
                await errors.WriteLineAsync(e.Message);
            }

            return Exits.NotDone;
        });
        return command;
    }

    /// <exception cref="SeedException">An option cannot be.</exception>
    private static SeedSettings SettingsOf(ParseResult parsed)
    {
        string server = parsed.GetValue(Server)!;
        if (!Uri.TryCreate(server, UriKind.Absolute, out var root) || root.Scheme is not ("http" or "https"))
            throw new SeedException($"--server '{server}' is no URL of HTTP.");
        var script = ScriptOf(parsed);
        return new SeedSettings
        {
            Server = root,
            Parallel = Within("--parallel", parsed.GetValue(Parallel), 1, SeedSettings.MaxParallel),
            Packs = parsed.GetValue(Packs),
            Plan = new ProvincePlan(script, new ProvinceOptions
            {
                Seed = SeedOf(parsed.GetValue(Seed)),
                Residents = Within("--residents", parsed.GetValue(Residents) ?? script.Residents, 1, ProvinceOptions.MaxResidents),
                Days = Within("--days", parsed.GetValue(Days) ?? script.Days, ProvinceOptions.MinDays, ProvinceOptions.MaxDays),
                From = FromOf(parsed.GetValue(From)),
            }),
        };
    }

    private static ProvinceScript ScriptOf(ParseResult parsed)
    {
        string pack = parsed.GetValue(Pack)!;
        if (parsed.GetValue(Script) is not { } path)
            return ProvinceScripts.Of(pack);
        using var file = File.OpenRead(path);
        var script = ProvinceScripts.Read(path, file);
        return script.Pack == pack ? script : throw new SeedException($"{path} is a script for the pack '{script.Pack}', not for '{pack}'.");
    }

    private static int Within(string option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new SeedException(string.Create(CultureInfo.InvariantCulture, $"{option} lies between {least} and {most}, which {value} does not."));

    private static long SeedOf(long seed) => seed is >= 0 and <= 999_999 ? seed : throw new SeedException("--seed lies between 0 and 999999.");

    private static DateOnly FromOf(string? text)
    {
        var tomorrow = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(China).DateTime).AddDays(1);
        if (text is null)
            return tomorrow;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new SeedException($"--from '{text}' is no day, such as 2026-12-01.");
        return day >= tomorrow && day <= tomorrow.AddYears(1)
            ? day
            : throw new SeedException($"--from lies between tomorrow in China, {tomorrow:yyyy-MM-dd}, and a year later: sources of the past cannot be booked.");
    }
}
