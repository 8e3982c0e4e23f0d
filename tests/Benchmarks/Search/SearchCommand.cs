using System.CommandLine;
using System.Globalization;
using FhirHub.Benchmarks.Load;
using FhirHub.Benchmarks.Processes;

namespace FhirHub.Benchmarks.Search;

/// <summary>The command <c>search</c>: searches and writes over HTTP on filled databases, beside the driver's queries for the same documents.</summary>
internal static class SearchCommand
{
    private static readonly Option<int[]> Size = new("--size")
    {
        Description = "Resources in the database; several sizes are compared with each other. Filled once for each size, and kept.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [10_000],
    };

    private static readonly Option<int[]> Clients = new("--clients")
    {
        Description = "Numbers of clients.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 8],
    };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds of each variant.", DefaultValueFactory = _ => 5 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a round.", DefaultValueFactory = _ => 0.6 };
    private static readonly Option<string[]> Only = new("--only") { Description = "Words of the work to measure, such as chain or walk.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Drop = new("--drop") { Description = "Drop the databases at the end instead of keeping them." };

    public static Command Create()
    {
        var command = new Command("search", "Searches at several sizes beside the bare driver; transactions and creates; a walk over everything.")
        {
            Size, Clients, Rounds, Seconds, Only, Drop, ServerBuild.NoBuild,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var build = await ServerBuild.PublishedAsync(parsed, cancellationToken);
        var runs = new List<SearchRun>();
        int faults = 0;
        try
        {
            foreach (int size in parsed.GetRequiredValue(Size).Order())
            {
                var run = await SearchRun.StartAsync(size, build, cancellationToken);
                runs.Add(run);
                faults += await MeasureAsync(parsed, run, build, cancellationToken);
            }

            if (runs.Count > 1)
                await new SizeTable(runs, parsed.GetValue(Rounds), Round(parsed)).WriteAsync(name => Wanted(parsed, name), Console.Out, cancellationToken);
        }
        finally
        {
            foreach (var run in runs)
                await run.CloseAsync(parsed.GetValue(Drop));
        }

        return faults == 0 ? 0 : 1;
    }

    private static async Task<int> MeasureAsync(ParseResult parsed, SearchRun run, ServerBuild build, CancellationToken cancellationToken)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Filled.Size} resources. Server: {build.Name}, {Environment.ProcessorCount} processors. Database: {run.Filled.Bench.Engine}.{Environment.NewLine}"));
        int faults = await run.CheckAsync(Console.Out, cancellationToken);
        var writes = await WriteCases.OfAsync(run.Filled, cancellationToken);
        // The first requests find code uncompiled and the database's memory cold.
        await CompareAsync(parsed, run, writes, parsed.GetRequiredValue(Clients).Max(), TextWriter.Null, cancellationToken);
        ComparisonResult.WriteHeader(Console.Out);
        foreach (int clients in parsed.GetRequiredValue(Clients))
            await CompareAsync(parsed, run, writes, clients, Console.Out, cancellationToken);
        await run.Filled.RestoreAsync(cancellationToken);
        Console.WriteLine();
        await new ExaminedTable(run.Client, run.Filled.Bench.Database).WriteAsync(run.Searches.Where(s => Wanted(parsed, s.Name)), Console.Out, cancellationToken);
        Console.WriteLine();
        if (Wanted(parsed, "full walk"))
            await new FullWalk(run.Filled, run.Server, run.Client).WriteAsync(Console.Out, cancellationToken);
        Console.WriteLine();
        return faults;
    }

    private static async Task CompareAsync(
        ParseResult parsed, SearchRun run, WriteCases writes, int clients, TextWriter output, CancellationToken cancellationToken)
    {
        using var fhir = await HttpConnections.OpenAsync(run.Server, clients, cancellationToken);
        foreach (var comparison in run.Searches.Select(s => SearchRun.Compare(s, fhir)).Concat(writes.All(fhir)))
        {
            if (!Wanted(parsed, comparison.Name))
                continue;
            var result = await comparison.RunAsync(clients, output == TextWriter.Null ? 1 : parsed.GetValue(Rounds), Round(parsed), cancellationToken);
            result.Write(output);
        }
    }

    private static TimeSpan Round(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(Seconds));

    private static bool Wanted(ParseResult parsed, string name) =>
        parsed.GetValue(Only) is not { Length: > 0 } only || only.Any(o => name.Contains(o, StringComparison.OrdinalIgnoreCase));
}
