using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Benchmarks.Processes;
using FhirHub.Benchmarks.Search;
using FhirHub.Samples;

namespace FhirHub.Benchmarks.Recognition;

/// <summary>The whole operation <c>DiagnosticReport/$find-recognizable</c> over HTTP under the policy of cn-base, beside the driver's query in this process.</summary>
internal static class RecognitionOverHttp
{
    private const int Reports = 1000;
    private const int Kinds = 20;
    private const int Rounds = 100;
    private const string Loinc = "http://loinc.org";
    private const string Base = "https://fhirhub.example/fhir/cn-base";

    /// <summary>Listed imaging items: of the first the newest passes, none of the second is final, the third are too old, of the fourth there are none.</summary>
    private static readonly string[] Items = ["24725-4", "24627-2", "24558-9", "37637-6"];

    public static async Task RunAsync(ServerBuild build, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(cancellationToken);
        using var server = await HttpProcess.StartServerAsync(
            build, database, cancellationToken, "--pack", Path.Combine(ServerBuild.Repository, "artifacts", "packs", "cn-base.tgz"));
        using var client = new PackClient(server.Port);
        await client.ReadyAsync(cancellationToken);
        await client.LoadAsync(Resources(TimeProvider.System.GetUtcNow()), cancellationToken);
        var bare = new BareSearch(database.Database);
        Console.WriteLine($"{Environment.NewLine}Over HTTP, one connection, {build.Name}, policy of cn-base; the driver in this process.{Environment.NewLine}");
        Console.WriteLine("| Case | Outcome | Operation over HTTP, ms | Read of the patient over HTTP, ms | Driver: the item's reports, ms | Operation / driver | Operation / read |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|");
        foreach (var (name, code) in (IEnumerable<(string, string)>)[("the newest passes", Items[0]), ("none is final", Items[1]), ("all expired", Items[2]), ("no report", Items[3])])
            await CompareAsync(name, code, client, bare, cancellationToken);
    }

    private static IEnumerable<SampleResource> Resources(DateTimeOffset now)
    {
        yield return Resource("Patient", "recognition", "");
        yield return Resource("Organization", "performer", ""","name":"A" """);
        yield return Resource("Organization", "requester", ""","name":"B" """);
        for (int i = 0; i < Reports; i++)
        {
            int kind = i % Kinds;
            string code = kind < Items.Length - 1 ? Items[kind] : $"kind-{kind}";
            string effective = now.AddHours(-(kind == 2 ? 10_000 : 1) - (i / 10d)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            yield return Resource("DiagnosticReport", $"report-{i}", $$"""
                ,"extension":[{"url":"{{Base}}/StructureDefinition/recognition-mark","extension":[{"url":"mark","valueString":"全国HR"},{"url":"scope","valueCoding":{"system":"{{Base}}/CodeSystem/recognition-scope","code":"national"} }]}],
                "status":"{{(kind == 1 ? "preliminary" : "final")}}","code":{"coding":[{"system":"{{Loinc}}","code":"{{code}}"}]},
                "subject":{"reference":"Patient/recognition"},"effectiveDateTime":"{{effective}}","performer":[{"reference":"Organization/performer"}]
                """);
        }
    }

    private static SampleResource Resource(string type, string id, string members) =>
        new(type, id, Encoding.UTF8.GetBytes($$"""{"resourceType":"{{type}}","id":"{{id}}"{{members}} }"""));

    private static async Task CompareAsync(string name, string code, PackClient client, BareSearch bare, CancellationToken cancellationToken)
    {
        string path = $"DiagnosticReport/$find-recognizable?patient=Patient/recognition&requester=Organization/requester&item={Uri.EscapeDataString($"{Loinc}|{code}")}";
        var filter = BareSearch.All(BareSearch.Has("DiagnosticReport.patient!Patient/recognition"), BareSearch.Has($"DiagnosticReport.code!{Loinc}|{code}"));
        var (own, read, driven) = (new List<double>(), new List<double>(), new List<double>());
        string outcome = OutcomeOf(await client.GetAsync(path, cancellationToken));
        for (int round = 0; round < Rounds; round++)
        {
            own.Add(await TimeAsync(() => client.GetAsync(path, cancellationToken)));
            read.Add(await TimeAsync(() => client.GetAsync("Patient/recognition", cancellationToken)));
            driven.Add(await TimeAsync(() => bare.FindAsync(filter, 0, cancellationToken)));
        }

        double toDriver = Median.Of(own.Zip(driven, (o, d) => o / d)), toRead = Median.Of(own.Zip(read, (o, r) => o / r));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {outcome} | {Median.Of(own):0.0} | {Median.Of(read):0.0} | {Median.Of(driven):0.0} | {toDriver:0.00} | {toRead:0.00} |"));
    }

    private static string OutcomeOf(JsonObject answer) =>
        (string)answer["parameter"]![0]!["part"]!.AsArray().First(p => (string)p!["name"]! == "outcome")!["valueCode"]!;

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
