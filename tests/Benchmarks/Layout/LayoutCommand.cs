using System.CommandLine;
using FhirHub.Benchmarks.Load;

namespace FhirHub.Benchmarks.Layout;

/// <summary>The command <c>layout</c>: the figures behind <c>src/decisions/0003-storage.md</c>.</summary>
internal static class LayoutCommand
{
    private static readonly Option<int> Documents = new("--documents") { Description = "Resources in each layout.", DefaultValueFactory = _ => 30_000 };
    private static readonly Option<int> Clients = new("--clients") { Description = "Clients at work at once.", DefaultValueFactory = _ => 8 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds of each variant.", DefaultValueFactory = _ => 5 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a round.", DefaultValueFactory = _ => 0.6 };

    public static Command Create()
    {
        var command = new Command("layout", "One collection or one per type, transactions, indexes, and the plan of every query.") { Documents, Clients, Rounds, Seconds };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var bench = await BenchmarkDatabase.OpenAsync(cancellationToken);
        Console.WriteLine($"Database: {bench.Engine}.");
        var layouts = new LayoutComparison(bench.Database, parsed.GetValue(Documents));
        await layouts.FillAsync(cancellationToken);
        await layouts.WriteSizesAsync(cancellationToken);
        Console.WriteLine();
        var shapes = new QueryShapes(bench, parsed.GetValue(Documents));
        var waited = await shapes.UntilPlannedWithStatisticsAsync(TimeSpan.FromMinutes(3), cancellationToken);
        Console.WriteLine(waited is { } time ? $"The engine uses the indexes for sorts {time.TotalSeconds:0} s after the filling." : "The engine sorts instead of using the indexes, even after three minutes.");
        Console.WriteLine();
        int scans = await shapes.ExplainAsync(cancellationToken);
        Console.WriteLine();
        var writes = new WriteComparison(bench.Client, bench.Database);
        await writes.PrepareAsync(cancellationToken);
        ComparisonResult.WriteHeader(Console.Out);
        foreach (var comparison in layouts.All().Concat(writes.All()))
        {
            var result = await comparison.RunAsync(
                parsed.GetValue(Clients), parsed.GetValue(Rounds), TimeSpan.FromSeconds(parsed.GetValue(Seconds)), cancellationToken);
            result.Write(Console.Out);
        }

        if (scans > 0)
            Console.WriteLine($"{scans} queries use no index.");
        return scans == 0 ? 0 : 1;
    }
}
