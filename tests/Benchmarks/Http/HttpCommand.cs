using System.CommandLine;
using System.Globalization;
using FhirHub.Benchmarks.Load;
using FhirHub.Benchmarks.Processes;

namespace FhirHub.Benchmarks.Http;

/// <summary>The command <c>http</c>: the built server under load, beside the bare driver and a bare endpoint.</summary>
internal static class HttpCommand
{
    private const int WarmUpClients = 16;

    private static readonly Option<int[]> Connections = new("--connections")
    {
        Description = "Numbers of connections.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 16, 64],
    };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds of each variant.", DefaultValueFactory = _ => 5 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a round.", DefaultValueFactory = _ => 0.6 };
    private static readonly Option<string[]> Only = new("--only") { Description = "Words of the work to measure, such as read.", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("http", "Load over HTTP beside the bare driver and a bare ASP.NET endpoint.") { Connections, Rounds, Seconds, Only, ServerBuild.NoBuild };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var build = await ServerBuild.PublishedAsync(parsed, cancellationToken);
        await using var database = await BenchmarkDatabase.OpenAsync(cancellationToken);
        using var server = await HttpProcess.StartServerAsync(build, database, cancellationToken);
        using var bare = await HttpProcess.StartBareEndpointAsync(database, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        var idle = server.Memory();

        Console.WriteLine($"Server: {build.Name}, {Environment.ProcessorCount} processors. Database: {database.Engine}.{Environment.NewLine}");
        var driver = new BareDriver(database);
        using (var seeding = await HttpConnections.OpenAsync(server, Interactions.MaxClients, cancellationToken))
            await Interactions.SeedAsync(seeding, cancellationToken);
        await driver.PrepareAsync(Interactions.Ids, cancellationToken);

        // Until the runtime has compiled what is hot, each process is slow for as long as it takes, whatever it does.
        await MeasureAsync(parsed, server, bare, driver, WarmUpClients, TextWriter.Null, cancellationToken);
        ComparisonResult.WriteHeader(Console.Out);
        foreach (int clients in parsed.GetRequiredValue(Connections))
            await MeasureAsync(parsed, server, bare, driver, clients, Console.Out, cancellationToken);

        var loaded = server.Memory();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.NewLine}Resident memory of the server: {idle.Now:0} MB idle after start, {loaded.Now:0} MB after the load, {loaded.Peak:0} MB at most."));
    }

    private static async Task MeasureAsync(
        ParseResult parsed, HttpProcess server, HttpProcess bare, BareDriver driver, int clients, TextWriter output, CancellationToken cancellationToken)
    {
        using var fhir = await HttpConnections.OpenAsync(server, clients, cancellationToken);
        using var endpoint = await HttpConnections.OpenAsync(bare, clients, cancellationToken);
        string[] only = parsed.GetValue(Only) ?? [];
        var round = TimeSpan.FromSeconds(parsed.GetValue(Seconds));
        foreach (var comparison in new Interactions(fhir, endpoint, driver).All())
        {
            if (only.Length > 0 && !only.Any(o => comparison.Name.Contains(o, StringComparison.OrdinalIgnoreCase)))
                continue;
            var result = await comparison.RunAsync(clients, output == TextWriter.Null ? 1 : parsed.GetValue(Rounds), round, cancellationToken);
            result.Write(output);
        }
    }
}
