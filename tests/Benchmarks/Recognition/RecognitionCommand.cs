using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using FhirHub.Benchmarks.Search;
using FhirHub.Engine.Access;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Transactions;
using FhirHub.Engine.Validation;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Recognition;
using FhirHub.Samples;
using Hl7.Fhir.Model;
using MongoDB.Driver;
using Command = System.CommandLine.Command;

namespace FhirHub.Benchmarks.Recognition;

/// <summary>The command <c>recognition</c>: one item of a patient with a thousand reports is decided, beside the driver's query for reports of that item.</summary>
internal static class RecognitionCommand
{
    private const int Reports = 1000;
    private const int Kinds = 20;
    private const int Rounds = 100;
    private const string Codes = "http://loinc.org";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private static readonly ResourceKey Patient = new("Patient", "recognition");

    public static Command Create()
    {
        var command = new Command("recognition", "Milliseconds to decide one item of a patient with 1,000 reports, beside the bare driver's query.");
        command.SetAction((_, token) => RunAsync(token));
        return command;
    }

    private static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var bench = await BenchmarkDatabase.OpenAsync(cancellationToken);
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = bench.ConnectionString, Database = bench.Name });
        await database.PrepareAsync(cancellationToken);
        await FillAsync(database, cancellationToken);
        var settings = new MatchSettings();
        var sources = new LedgerSources(
            EngineStore.Of(database, ReferencePolicy.Off),
            new SearchRunner(database, new WriteClock(TimeProvider.System), new SearchLimits(), TimeProvider.System, settings),
            new SearchParser(SearchParameterCatalog.R4, new SearchSettings(), settings),
            new ReferrerSearch(database, SearchParameterCatalog.R4, settings),
            new TransactionTurns(database, TimeProvider.System),
            new KeptResources([]));
        var bare = new BareSearch(bench.Database);
        Console.WriteLine($"{bench.Engine}. {Reports} reports of one patient, {Kinds} items.{Environment.NewLine}");
        Console.WriteLine("| Case | Outcome | Decision, ms | Driver: the item's reports, ms | Ratio |");
        Console.WriteLine("|---|---|--:|--:|--:|");
        foreach (var (name, code) in (IEnumerable<(string, string)>)[("the newest passes", "kind-0"), ("none is final", "kind-1"), ("all expired", "kind-2"), ("no report", "kind-99")])
            await CompareAsync(name, code, sources, bare, cancellationToken);
    }

    /// <summary>Kind 1 is never final, kind 2 always too old; each kind has one in twenty reports.</summary>
    private static async Task FillAsync(FhirDatabase database, CancellationToken cancellationToken)
    {
        using var writing = new EngineWriting(database);
        await database.Resources.InsertManyAsync(Resources().Select(writing.DocumentOf), new InsertManyOptions { IsOrdered = false }, cancellationToken);
    }

    private static IEnumerable<SampleResource> Resources()
    {
        yield return Resource(Patient.Type, Patient.Id, "");
        yield return Resource("Organization", "performer", ""","name":"A" """);
        for (int i = 0; i < Reports; i++)
        {
            int kind = i % Kinds;
            string effective = Now.AddHours(-(kind == 2 ? 10_000 : 1) - (i / 10d)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            yield return Resource("DiagnosticReport", $"report-{i}", $$"""
                ,"status":"{{(kind == 1 ? "preliminary" : "final")}}","code":{"coding":[{"system":"{{Codes}}","code":"kind-{{kind}}"}]},
                "subject":{"reference":"{{Patient}}"},"effectiveDateTime":"{{effective}}","performer":[{"reference":"Organization/performer"}]
                """);
        }
    }

    private static SampleResource Resource(string type, string id, string members) =>
        new(type, id, Encoding.UTF8.GetBytes($$"""{"resourceType":"{{type}}","id":"{{id}}"{{members}} }"""));

    private static async Task CompareAsync(string name, string code, LedgerSources sources, BareSearch bare, CancellationToken cancellationToken)
    {
        var wanted = new Coding(Codes, code);
        var filter = BareSearch.All(BareSearch.Has($"DiagnosticReport.patient!{Patient}"), BareSearch.Has($"DiagnosticReport.code!{Codes}|{code}"));
        var (own, driven) = (new List<double>(), new List<double>());
        string outcome = "";
        for (int round = 0; round < Rounds; round++)
        {
            own.Add(await TimeAsync(async () =>
            {
                var ledger = new Ledger(Caller.Open, null, sources);
                var desk = new RecognitionDesk(ledger, Now, Terms(), Catalogue.Empty, new Participants(ledger, Terms(), Now), new Participant { Name = "B", Reference = "Organization/requester" });
                var verdict = await desk.FindAsync(Patient, wanted, cancellationToken);
                outcome = verdict.Reasons.Count == 0 ? "recognised" : verdict.Reasons[0].Code;
            }));
            driven.Add(await TimeAsync(() => bare.FindAsync(filter, 0, cancellationToken)));
        }

        double ratio = Median.Of(own.Zip(driven, (o, b) => o / b));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {outcome} | {Median.Of(own):0.0} | {Median.Of(driven):0.0} | {ratio:0.00} |"));
    }

    private static RecognitionTerms Terms() => new()
    {
        Mode = Of("recognise"), Scopes = Of<string[]>(["national"]), Levels = Of<string[]>([]), Ownership = Of<string[]>([]), QualityMarkRequired = Of(false),
        CatalogueRequired = Of(false), Catalogue = Of("urn:none"), InstitutionList = Of<string?>(null), ValidityDays = Of(new Dictionary<string, int> { ["other"] = 30 }),
    };

    private static PolicyValue<T> Of<T>(T value) => new(value, PolicySource.Default);

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
