using System.CommandLine;
using System.Globalization;
using FhirHub.Benchmarks.Processes;

namespace FhirHub.Benchmarks.Startup;

/// <summary>The command <c>startup</c>: from the start of the process to the first <c>/metadata</c>, with the database up, and memory at rest.</summary>
internal static class StartupCommand
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Starts of each build.", DefaultValueFactory = _ => 7 };

    public static Command Create()
    {
        var command = new Command("startup", "Time to the first /metadata, and memory at idle, of both builds.") { Rounds, ServerBuild.NoBuild };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // In this order: publishing restores for one runtime, and the plain build must come from a plain restore.
        ServerBuild[] builds = [await ServerBuild.PublishedAsync(parsed, cancellationToken), await ServerBuild.ReleaseAsync(parsed, cancellationToken)];
        await using var database = await BenchmarkDatabase.OpenAsync(cancellationToken);
        var starts = builds.ToDictionary(b => b, _ => new List<(double Seconds, double Processor, double Memory)>());
        for (int round = 0; round < parsed.GetValue(Rounds); round++)
        {
            foreach (var build in builds)
            {
                using var server = await HttpProcess.StartServerAsync(build, database, cancellationToken);
                double processor = server.ProcessorSeconds();
                await Task.Delay(Rest, cancellationToken);
                starts[build].Add((server.StartTime.TotalSeconds, processor, server.Memory().Now));
            }
        }

        Console.WriteLine($"Database: {database.Engine}.{Environment.NewLine}");
        Console.WriteLine("| Build | Start to first /metadata, s: median | least | most | Processor time until then, s | Resident at idle, MB: median | most |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        foreach (var (build, values) in starts)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {build.Name} | {Median.Of(values.Select(v => v.Seconds)):0.00} | {values.Min(v => v.Seconds):0.00} | {values.Max(v => v.Seconds):0.00} | {Median.Of(values.Select(v => v.Processor)):0.00} | {Median.Of(values.Select(v => v.Memory)):0} | {values.Max(v => v.Memory):0} |"));
        }
    }
}
