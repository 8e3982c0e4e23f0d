using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Indexing;
using FhirHub.UnitTests.Xml;

namespace FhirHub.EndToEndTests.Search.Parameters;

/// <summary>
/// Puts the official examples into a server: all of the clinical and administrative types, and of the conformance resources a share and
/// those that a search parameter has no other value in.
/// </summary>
internal static class ExampleRows
{
    private const int Clients = 8;

    // Of the conformance resources there are thousands, most of them alike and large.
    private const int MostOfType = 40;
    private const int LargestOfMany = 200_000;

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 512 };

    private static readonly string[] WithoutExample =
        ["SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial"];

    public static async Task<IReadOnlyList<ExampleRow>> LoadAsync(HttpClient http)
    {
        var rows = new ConcurrentDictionary<string, ExampleRow>();
        var resources = Files().GroupBy(TypeOf).SelectMany(type => type.Select((f, i) => i == 0 ? Labelled(File.ReadAllBytes(f)) : File.ReadAllBytes(f)))
            .Concat(WithoutExample.Select(t => Labelled(Encoding.UTF8.GetBytes($$"""{"resourceType":"{{t}}","id":"minimal"}"""))));
        await Parallel.ForEachAsync(resources, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (json, _) =>
        {
            if (await PutAsync(http, json) is { } row)
                rows[row.Key] = row;
        });
        return [.. rows.Values.OrderBy(r => r.Key, StringComparer.Ordinal)];
    }

    /// <summary>Stores a resource; null where it is refused.</summary>
    public static async Task<ExampleRow?> PutAsync(HttpClient http, byte[] json)
    {
        var (type, id) = KeyOf(json);
        var answer = id is null
            ? await http.SendBytesAsync("POST", type, json, FhirHttp.FhirJson)
            : await http.SendBytesAsync("PUT", $"{type}/{id}", json, FhirHttp.FhirJson, ("Prefer", "return=representation"));
        return answer.Status == HttpStatusCode.Created ? new ExampleRow(type, answer.Id, new FhirPathValues(answer.Bytes)) : null;
    }

    private static string[] Files() => [.. OfficialExamples.All().GroupBy(TypeOf).AsParallel().AsOrdered()
        .SelectMany(type => type.Count() > MostOfType * 3 ? Enough(type.Key, [.. type.OrderBy(f => new FileInfo(f).Length)]) : type)];

    /// <summary>A share, and what has values that it has not, the smallest files first.</summary>
    private static IEnumerable<string> Enough(string type, IReadOnlyList<string> files)
    {
        string[] share = [.. Share([.. files.Where(f => new FileInfo(f).Length < LargestOfMany).Order(StringComparer.Ordinal)])];
        var open = SearchParameterCatalog.R4.For(type).Where(p => p.Expression is not null).ToList();
        foreach (string file in share)
        {
            Adds(file);
            yield return file;
        }

        foreach (string file in files.Except(share).TakeWhile(_ => open.Count > 0).Where(Adds))
            yield return file;

        bool Adds(string file)
        {
            var row = new ExampleRow(type, "", new FhirPathValues(File.ReadAllBytes(file)));
            return open.RemoveAll(p => row.Value(p).Present) > 0;
        }
    }

    private static string TypeOf(string file) => Path.GetFileName(file).Split('-')[0];

    /// <summary>With what hardly an example has, and every type can: tag, security label, profile and source.</summary>
    private static byte[] Labelled(byte[] json)
    {
        var resource = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 512 })!.AsObject();
        var meta = resource["meta"]?.AsObject() ?? [];
        meta.TryAdd("source", "http://example.org/source");
        meta.TryAdd("profile", new JsonArray("http://example.org/StructureDefinition/synthesised|1.0"));
        meta.TryAdd("security", new JsonArray(new JsonObject { ["system"] = "http://example.org/security", ["code"] = "R" }));
        meta.TryAdd("tag", new JsonArray(new JsonObject { ["system"] = "http://example.org/tag", ["code"] = "synthesised", ["display"] = "A tag" }));
        resource["meta"] = meta.Parent is null ? meta : meta.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(resource, Deep);
    }

    private static IEnumerable<string> Share(string[] files) =>
        Enumerable.Range(0, MostOfType).Select(i => files[i * files.Length / MostOfType]);

    private static (string Type, string? Id) KeyOf(byte[] json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
        return (document.RootElement.GetProperty("resourceType").GetString()!,
            document.RootElement.TryGetProperty("id", out var id) ? id.GetString() : null);
    }
}
