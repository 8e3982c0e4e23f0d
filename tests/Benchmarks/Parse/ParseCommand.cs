using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Subset;
using FhirHub.Engine.Structure.Xml;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace FhirHub.Benchmarks.Parse;

/// <summary>The command <c>parse</c>: time and allocations of reading and writing one resource, beside the SDK and a bare walk over the JSON.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var command = new Command("parse", "Microseconds and bytes to read, compose, subset and convert one resource.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        Measure("Patient", SampleResources.Patient("example", 1));
        Measure("Observation", SampleResources.BloodPressure(1));
    }

    private static void Measure(string name, byte[] json)
    {
        var resource = FhirJsonReader.Read(json, ReadLimits.Default).Resource!;
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        resource.Write(output, "example", 1, time);
        byte[] stored = output.WrittenSpan.ToArray();
        output.ResetWrittenCount();
        FhirXmlWriter.Write(stored, output);
        byte[] xml = output.WrittenSpan.ToArray();
        var firely = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

        (string Name, Action Work)[] works =
        [
            ("Utf8JsonReader walk", () => Walk(json)),
            ("FhirJsonReader", () => FhirJsonReader.Read(json, ReadLimits.Default)),
            ("compose for storage", () => { output.ResetWrittenCount(); resource.Write(output, "example", 1, time); }),
            ("summary subset", () => ResourceSubset.Summary(SummaryMode.True).Apply(stored)),
            ("stored JSON to XML", () => { output.ResetWrittenCount(); FhirXmlWriter.Write(stored, output); }),
            ("XML, checked", () => FhirXmlReader.Read(xml, ReadLimits.Default)),
            ("Firely strict parse", () => JsonSerializer.Deserialize<Resource>(json, firely)),
        ];
        Console.WriteLine($"{Environment.NewLine}{name}, {json.Length} bytes of JSON, {xml.Length} of XML{Environment.NewLine}");
        WorkTable.Print(works, baseline: 0, "walk");
    }

    private static int Walk(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        int tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}
