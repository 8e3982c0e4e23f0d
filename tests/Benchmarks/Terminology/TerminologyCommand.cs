using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FhirHub.EndToEndTests.Terminology;
using FhirHub.Engine.Access;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Csv;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Fallback;
using FhirHub.Engine.Terminology.Loading;
using FhirHub.Engine.Terminology.Operations;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Terminology;

/// <summary>The command <c>terminology</c>: a large code system is loaded, and expanded by filters beside the bare driver's query for the same rows.</summary>
internal static class TerminologyCommand
{
    private const string Url = "http://bench.example/large";
    private const int Rounds = 60;
    private const int PageSize = 20;
    private static readonly string[] Filters = ["急性上呼吸道", "肝脏 结石", "mxgz", "jixingfei", "C3.07", "感染"];

    public static Command Create()
    {
        var size = new Option<int>("--size") { Description = "Concepts.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("terminology", "Seconds to load a code system; milliseconds to expand it by a filter, beside the driver.") { size };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(size), token));
        return command;
    }

    private static async Task RunAsync(int size, CancellationToken cancellationToken)
    {
        await using var bench = await BenchmarkDatabase.OpenAsync(cancellationToken);
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = bench.ConnectionString, Database = bench.Name });
        await database.PrepareAsync(cancellationToken);
        using var catalog = new TerminologyCatalog(database, TimeProvider.System);
        var loader = new ConceptLoader(database, catalog, TimeProvider.System);
        Console.WriteLine($"{bench.Engine}{Environment.NewLine}");
        LoadStages.Time(Url, size);
        double loaded = await LoadAsync(database, loader, size, cancellationToken);
        string set = (await bench.Database.GetCollection<BsonDocument>(LoadedSets.Collection).Find(new BsonDocument()).FirstAsync(cancellationToken))["concepts"].AsString;
        var concepts = bench.Database.GetCollection<BsonDocument>(ConceptDocument.CollectionOf(set));
        await BareLoad.CompareAsync(concepts, loaded, cancellationToken);
        ReadCsv(size);

        var terminology = new TerminologyService(database, catalog, BaseDefinitions.Instance, new NoFallback(), new ExpansionLimits(), TimeProvider.System);
        Console.WriteLine("| Filter | Found | $expand, ms | Driver: page and count, ms | Ratio |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (string filter in Filters)
            await CompareAsync(terminology, concepts, filter, cancellationToken);
        await FilterKinds.TimeAsync(terminology, Url, cancellationToken);
        await ValidateAsync(catalog, size, cancellationToken);
    }

    /// <summary>Seconds from the stored resource to its concepts.</summary>
    private static async Task<double> LoadAsync(FhirDatabase database, ConceptLoader loader, int size, CancellationToken cancellationToken)
    {
        var store = EngineStore.Of(database, ReferencePolicy.Off);
        var json = new GeneratedSystem(Url, size).Json("large");
        var watch = Stopwatch.StartNew();
        var resource = FhirJsonReader.Read(json, ReadLimits.Default).Resource ?? throw new InvalidOperationException("The generated code system is refused.");
        await store.CreateAsync(Caller.Open, resource, cancellationToken);
        double written = watch.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await loader.RunAsync(cancellationToken);
        double loaded = watch.Elapsed.TotalSeconds - written;
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size} concepts, {json.Length / 1e6:0.0} MB: written in {written:0.0} s, loaded in {loaded:0.0} s more, of which this process worked {(process.TotalProcessorTime - before).TotalSeconds:0.0} s; at most {process.PeakWorkingSet64 / 1e6:0} MB.{Environment.NewLine}"));
        return loaded;
    }

    private static void ReadCsv(int size)
    {
        byte[] table = new GeneratedSystem(Url + "-csv", size).Csv(Encoding.UTF8);
        var watch = Stopwatch.StartNew();
        var json = CodeSystemCsv.Read(table, new CsvSystem { Url = Url + "-csv", Name = "csv" }, new CsvMapping { Code = "编码", Display = "名称", Parent = "上级" });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"A table of {size} rows, {table.Length / 1e6:0.0} MB, read into a CodeSystem of {json.Length / 1e6:0.0} MB in {watch.Elapsed.TotalSeconds:0.00} s.{Environment.NewLine}"));
    }

    private static async Task CompareAsync(
        TerminologyService terminology, IMongoCollection<BsonDocument> concepts, string filter, CancellationToken cancellationToken)
    {
        var arguments = new OperationArguments(
        [
            Argument("valueSet", new { resourceType = "ValueSet", status = "active", compose = new { include = new[] { new { system = Url } } } }),
            Argument("filter", filter),
            Argument("count", PageSize),
        ]);
        var keys = new BsonArray(SearchTerms.Words(filter).OrderByDescending(w => w.Length)
            .Select(w => new BsonDocument(ConceptDocument.Keys, new BsonRegularExpression("^" + System.Text.RegularExpressions.Regex.Escape(ConceptKeys.Term(w))))));
        var (expanded, driven) = (new List<double>(), new List<double>());
        long found = 0;
        for (int round = 0; round < Rounds; round++)
        {
            expanded.Add(await TimeAsync(() => terminology.ExpandAsync(Caller.Open, arguments, null, cancellationToken)));
            driven.Add(await TimeAsync(async () =>
            {
                found = await concepts.CountDocumentsAsync(new BsonDocument("$and", keys), new CountOptions { Hint = ConceptDocument.ByKey }, cancellationToken);
                return await concepts.Find(new BsonDocument("$and", keys), new FindOptions { Hint = ConceptDocument.ByKey })
                    .Sort(new BsonDocument(ConceptDocument.Order, 1)).Limit(PageSize).Project(ConceptDocument.WithoutKeys).ToListAsync(cancellationToken);
            }));
        }

        double ratio = Median.Of(expanded.Zip(driven, (own, bare) => own / bare));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {filter} | {found} | {Median.Of(expanded):0.0} | {Median.Of(driven):0.0} | {ratio:0.00} |"));
    }

    private static async Task ValidateAsync(TerminologyCatalog catalog, int size, CancellationToken cancellationToken)
    {
        var judge = new TerminologyJudge(catalog, new NoFallback());
        var questions = Enumerable.Range(0, 500).Select(i => new CodeQuestion(null, Url, null, GeneratedSystem.Code(i * (size / 500)), null)).ToList();
        await catalog.RefreshAsync(cancellationToken);
        double cold = await TimeAsync(async () => await AllAsync());
        double warm = await TimeAsync(async () => await AllAsync());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Environment.NewLine}A code judged for the validator: {cold / questions.Count:0.00} ms the first time, {warm * 1000 / questions.Count:0.0} µs after."));

        async Task<int> AllAsync()
        {
            int valid = 0;
            foreach (var question in questions)
                valid += (await judge.ValidateAsync(question, cancellationToken)).Verdict == CodeVerdict.Valid ? 1 : 0;
            return valid == questions.Count ? valid : throw new InvalidOperationException($"Only {valid} of {questions.Count} codes are valid.");
        }
    }

    private static OperationArgument Argument<T>(string name, T value) => new(name, JsonSerializer.SerializeToElement(value), null);

    private static async Task<double> TimeAsync<T>(Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
