using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Benchmarks.Processes;
using FhirHub.Samples;
using FhirHub.Samples.Duplicates;

namespace FhirHub.Benchmarks.Matching;

/// <summary>The command <c>match</c>: how well <c>Patient/$match</c> tells generated duplicates from strangers, over HTTP, and how long a call takes.</summary>
internal static class MatchCommand
{
    private const long Seed = 1;
    private const long StrangersSeed = 2;
    private static readonly Option<int> Residents = new("--residents") { Description = "So many residents are registered.", DefaultValueFactory = _ => 5000 };
    private static readonly Option<int> Queries = new("--queries") { Description = "So many duplicates are asked for, and as many strangers.", DefaultValueFactory = _ => 500 };

    public static Command Create()
    {
        var command = new Command("match", "Precision and recall of Patient/$match by grade and by score, on generated duplicates, and milliseconds a call.") { ServerBuild.NoBuild, Residents, Queries };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        int residents = parsed.GetValue(Residents), queries = Math.Min(parsed.GetValue(Queries), residents);
        var build = await ServerBuild.ReleaseAsync(parsed, cancellationToken);
        await using var database = await BenchmarkDatabase.OpenAsync(cancellationToken);
        string pack = Path.Combine(ServerBuild.Repository, "artifacts", "packs", "cn-base.tgz");
        using var server = await HttpProcess.StartServerAsync(build, database, cancellationToken, "--pack", pack);
        using var client = new PackClient(server.Port);
        await client.ReadyAsync(cancellationToken);
        var people = Patients(Seed, residents);
        await client.LoadAsync(people, cancellationToken);

        var guesses = new List<MatchGuess>();
        for (int i = 0; i < queries; i++)
        {
            var original = people[(int)((long)i * residents / queries)];
            guesses.Add(await GuessAsync(client, PatientDuplicates.Of(original, seed: 7, i), original.Id, cancellationToken));
        }

        // People of another seed live nowhere here, whatever their ids.
        var strangers = Patients(StrangersSeed, queries);
        for (int i = 0; i < queries; i++)
            guesses.Add(await GuessAsync(client, PatientDuplicates.Of(strangers[i], seed: 8, i), null, cancellationToken));
        Print(guesses, residents, queries);
        return 0;
    }

    private static SampleResource[] Patients(long seed, int count) =>
        [.. new SampleData(seed, new SampleOptions { Count = 80 * count }).Resources().Where(r => r.Type == "Patient").Take(count)];

    private static async Task<MatchGuess> GuessAsync(PackClient client, SampleResource asked, string? original, CancellationToken cancellationToken)
    {
        string body = $$"""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{{Encoding.UTF8.GetString(asked.Json.Span)}}},{"name":"count","valueInteger":1}]}""";
        long begun = Stopwatch.GetTimestamp();
        var answer = await client.PostAsync("Patient/$match", body, cancellationToken);
        double time = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var best = answer["entry"]?.AsArray().FirstOrDefault(e => (string?)e!["search"]!["mode"] == "match");
        return new MatchGuess(
            original, (string?)best?["resource"]!["id"], (string?)best?["search"]!["extension"]![0]!["valueCode"], (decimal?)best?["search"]!["score"] ?? 0, time);
    }

    private static void Print(List<MatchGuess> guesses, int residents, int queries)
    {
        double[] times = [.. guesses.Select(g => g.Milliseconds).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{residents} residents; {queries} duplicates and {queries} strangers asked for; {Median.Of(times):0.0} ms a call, 95 % within {times[(int)(times.Length * 0.95)]:0.0} ms.{Environment.NewLine}"));
        Console.WriteLine($"| A match is | found | taken for another | strangers taken for somebody | Precision | Recall |{Environment.NewLine}|---|--:|--:|--:|--:|--:|");
        PrintLine("certain", g => g.Grade == "certain");
        PrintLine("certain or probable", g => g.Grade is "certain" or "probable");
        PrintLine("any grade", g => g.Grade is not null);
        foreach (decimal threshold in (decimal[])[0.1m, 0.5m, 0.9m, 0.99m, 0.999m])
            PrintLine(string.Create(CultureInfo.InvariantCulture, $"of a score of {threshold} or more"), g => g.Score >= threshold);

        void PrintLine(string name, Func<MatchGuess, bool> counts)
        {
            var taken = guesses.Where(counts).ToList();
            int found = taken.Count(g => g.IsRight), strangers = taken.Count(g => g.Original is null);
            double precision = taken.Count == 0 ? 1 : (double)found / taken.Count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {found} | {taken.Count - found - strangers} | {strangers} | {precision:0.0000} | {(double)found / queries:0.0000} |"));
        }
    }
}
