using System.CommandLine;
using System.Globalization;
using System.Text;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Structure;

namespace FhirHub.Benchmarks.Index;

/// <summary>The command <c>index</c>: what a resource is found by, for all search parameters of its type, beside the reading of its JSON.</summary>
internal static class IndexCommand
{
    private const double GoalMicroseconds = 60;

    public static Command Create()
    {
        var command = new Command("index", "Microseconds and bytes to find the index entries of a resource.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        var indexer = new ResourceIndexer(SearchParameterCatalog.R4, new MatchSettings());
        IndexTables.Load();
        Measure("Patient", SampleResources.Patient("example", 1), indexer);
        Measure("Patient with a Chinese name", Chinese(), indexer);
        Measure("Observation", SampleResources.BloodPressure(1), indexer);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}Goal: at most {GoalMicroseconds} µs for a Patient."));
    }

    private static byte[] Chinese() => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(SampleResources.Patient("example", 1))
        .Replace("\"family\":\"Chalmers\",\"given\":[\"Peter\",\"James\"]", "\"text\":\"单雄信\",\"family\":\"单\",\"given\":[\"雄信\"]", StringComparison.Ordinal));

    private static void Measure(string name, byte[] json, ResourceIndexer indexer)
    {
        var resource = FhirJsonReader.Read(json, ReadLimits.Default).Resource!;
        var schema = FhirSchema.R4.FindResource(resource.Type)!;
        var entries = indexer.Index(schema, "example", json);
        Console.WriteLine(
            $"{Environment.NewLine}{name}, {json.Length} bytes of JSON, {SearchParameterCatalog.R4.For(resource.Type).Count} parameters, {entries.Tokens.Count} entries{Environment.NewLine}");
        (string Name, Action Work)[] works =
        [
            ("FhirJsonReader", () => FhirJsonReader.Read(json, ReadLimits.Default)),
            ("index entries", () => indexer.Index(schema, "example", json)),
        ];
        WorkTable.Print(works, baseline: 0, "reading");
    }
}
