using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;
using FhirHub.UnitTests.Xml;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>
/// Every resource of the official R4 package is PUT, read as JSON and as XML, and compared with its file token by token.
/// What fails stands by name, with the reason, in one list: each is an error of the example itself.
/// </summary>
[TestFixture]
internal sealed class OfficialExamplesTests : ServerTests
{
    private const int Clients = 12;

    private static readonly string[] ConformanceTypes =
    [
        "CodeSystem", "CompartmentDefinition", "ConceptMap", "ExampleScenario", "GraphDefinition", "ImplementationGuide", "MessageDefinition",
        "NamingSystem", "OperationDefinition", "SearchParameter", "StructureDefinition", "StructureMap", "TerminologyCapabilities", "ValueSet",
    ];

    [TestCase(false, 728, "examples-refused.txt")]
    [TestCase(true, 4578, "conformance-resources-refused.txt")]
    public async Task Every_official_resource_goes_in_and_comes_back_unharmed_but_those_in_error(bool conformance, int expected, string golden)
    {
        string[] files = [.. OfficialExamples.All().Where(f => ConformanceTypes.Contains(Path.GetFileName(f).Split('-')[0]) == conformance)];
        Assert.That(files, Has.Length.EqualTo(expected));
        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (file, cancellationToken) =>
        {
            byte[] sent = await File.ReadAllBytesAsync(file, cancellationToken);
            if (await DifferenceAsync(sent) is { } difference)
                failures.Add($"{Path.GetFileName(file)}: {difference}");
        });
        GoldenFile.Matches(golden, string.Join('\n', failures.Order(StringComparer.Ordinal)));
    }

    /// <summary>Null where all is well, else what is not.</summary>
    private async Task<string?> DifferenceAsync(byte[] sent)
    {
        string key = await PutAsync(sent);
        if (key.Contains(':', StringComparison.Ordinal))
            return key;
        var json = (await Http.FetchAsync(key, ("Accept", FhirHttp.FhirJson))).Expect(HttpStatusCode.OK);
        if (JsonDifference.OfResources(sent, json.Bytes) is { } inJson)
            return $"JSON: {inJson}";
        var xml = (await Http.FetchAsync(key, ("Accept", FhirHttp.FhirXml))).Expect(HttpStatusCode.OK);
        var back = FhirXmlReader.Read(xml.Bytes, ReadLimits.Default);
        if (back.Resource is not { } resource)
            return $"XML: {back.Issues[0].Diagnostics}";
        var read = new ArrayBufferWriter<byte>();
        resource.Write(read, "x", 1, DateTimeOffset.UnixEpoch);
        return JsonDifference.OfResources(sent, read.WrittenMemory) is { } inXml ? $"XML: {inXml}" : null;
    }

    /// <summary>Where it is now, or the issues.</summary>
    private async Task<string> PutAsync(byte[] sent)
    {
        using var document = JsonDocument.Parse(sent, new JsonDocumentOptions { MaxDepth = 512 });
        string type = document.RootElement.GetProperty("resourceType").GetString()!;
        string? id = document.RootElement.TryGetProperty("id", out var given) ? given.GetString() : null;
        var answer = id is null
            ? await Http.SendBytesAsync("POST", type, sent, FhirHttp.FhirJson)
            : await Http.SendBytesAsync("PUT", $"{type}/{id}", sent, FhirHttp.FhirJson, ("Prefer", "return=minimal"));
        return answer.Status switch
        {
            HttpStatusCode.Created => $"{type}/{id ?? answer.Id}",
            HttpStatusCode.OK => $"{type}/{id}: there are two of this id",
            _ => string.Join("; ", answer.Issues.Select(i => $"{answer.Status}: {i["expression"]?[0]} {i["diagnostics"]}")),
        };
    }
}
