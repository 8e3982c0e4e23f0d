using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FhirHub.EndToEndTests.Terminology;
using FhirHub.Engine.Terminology.Loading;
using FhirHub.Engine.Terminology.Systems;
using MongoDB.Bson;

namespace FhirHub.Benchmarks.Terminology;

/// <summary>What loading costs before a database is asked: processor time, each part alone.</summary>
internal static class LoadStages
{
    public static void Time(string url, int size)
    {
        var json = new GeneratedSystem(url, size).Json("large");
        using var read = JsonDocument.Parse(json);
        var head = CodeSystemHead.Read(read.RootElement);
        List<Concept> concepts = [];
        int terms = 0;
        double reading = Time(() => concepts = ConceptReader.Read(read.RootElement, head));
        double finding = Time(() => terms = concepts.Sum(c => SearchTerms.Of(c).Count));
        double making = Time(() => concepts.ForEach(c => ConceptDocument.Of(c, head).ToBson()));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Processor time: {reading:0.0} s to read the concepts, {finding:0.0} s for {terms} terms, {making:0.0} s for the documents with them.{Environment.NewLine}"));
    }

    private static double Time(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
