using System.Text.Encodings.Web;
using System.Text.Json;
using FhirHub.EndToEndTests.Jobs;
using FhirHub.EndToEndTests.Transactions;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Regional.Keeping;

/// <summary>The ways of writing a resource without an operation. Each gives the answer about that resource, whatever it came in.</summary>
internal static class OrdinaryWrite
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of changing something.</summary>
    public static readonly string[] Changes =
        ["PUT", "conditional PUT", "JSON Patch", "JSON Merge Patch", "FHIRPath Patch", "conditional PATCH", "transaction", "batch", "conditional entry", "patch entry", "later"];

    /// <summary>Of deleting it.</summary>
    public static readonly string[] Deletions = ["DELETE", "conditional DELETE", "deletion in a transaction", "deletion in a batch", "conditional deletion in a transaction"];

    /// <summary>Gives a resource another value of an element, or deletes it.</summary>
    /// <param name="http">Client.</param>
    /// <param name="way">One of the lists above.</param>
    /// <param name="reference">The resource.</param>
    /// <param name="element">Member of the resource; of a FHIRPath Patch, one that holds a code.</param>
    /// <param name="value">Null takes it away.</param>
    public static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient http, string way, string reference, string element = "", JsonNode? value = null)
    {
        string type = reference.Split('/')[0], criteria = $"{type}?_id={reference.Split('/')[1]}";
        string whole = Deletions.Contains(way) ? string.Empty : await ChangedAsync(http, reference, element, value);
        string patch = new JsonArray(new JsonObject { ["op"] = value is null ? "remove" : "add", ["path"] = "/" + element, ["value"] = value?.DeepClone() }).ToJsonString();
        string merge = new JsonObject { [element] = value?.DeepClone() }.ToJsonString();
        return way switch
        {
            "PUT" => Alone(await http.SendAsync("PUT", reference, whole)),
            "conditional PUT" => Alone(await http.SendAsync("PUT", criteria, whole)),
            "JSON Patch" => Alone(await http.SendAsync("PATCH", reference, patch, FhirHttp.JsonPatch)),
            "conditional PATCH" => Alone(await http.SendAsync("PATCH", criteria, patch, FhirHttp.JsonPatch)),
            "JSON Merge Patch" => Alone(await http.SendAsync("PATCH", reference, merge, FhirHttp.MergePatch)),
            "FHIRPath Patch" => Alone(await http.SendAsync("PATCH", reference, FhirPathPatch(type, element, value!))),
            "transaction" => Alone(await http.PostBundleAsync(Transaction(Entry("PUT", reference, whole)))),
            "batch" => InBatch(await http.PostBundleAsync(Batch(Entry("PUT", reference, whole)))),
            "conditional entry" => InBatch(await http.PostBundleAsync(Batch(Entry("PUT", criteria, whole)))),
            "patch entry" => Alone(await http.PostBundleAsync(Transaction(Entry("PATCH", reference, FhirPathPatch(type, element, value!))))),
            "later" => await LaterAsync(http, Transaction(Entry("PUT", reference, whole))),
            "DELETE" => Alone(await http.SendAsync("DELETE", reference)),
            "conditional DELETE" => Alone(await http.SendAsync("DELETE", criteria)),
            "deletion in a transaction" => Alone(await http.PostBundleAsync(Transaction(Entry("DELETE", reference)))),
            "deletion in a batch" => InBatch(await http.PostBundleAsync(Batch(Entry("DELETE", reference)))),
            "conditional deletion in a transaction" => Alone(await http.PostBundleAsync(Transaction(Entry("DELETE", criteria)))),
            _ => throw new ArgumentException(way, nameof(way)),
        };
    }

    private static async Task<string> ChangedAsync(HttpClient http, string reference, string element, JsonNode? value)
    {
        var resource = (await http.FetchAsync(reference)).Expect(HttpStatusCode.OK).Json;
        // What a resource claims protects it no less when it is left out.
        resource.Remove("meta");
        if (value is null)
            resource.Remove(element);
        else
            resource[element] = value.DeepClone();
        return resource.ToJsonString();
    }

    private static string FhirPathPatch(string type, string element, JsonNode value) => $$"""
        {"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},
        {"name":"path","valueString":"{{type}}.{{element}}"},{"name":"value","valueCode":{{value.ToJsonString()}} }]}]}
        """;

    private static (HttpStatusCode Status, string Text) Alone(Answer answer) => (answer.Status, answer.Text);

    private static (HttpStatusCode Status, string Text) InBatch(Answer answer) => OfEntry(answer.Expect(HttpStatusCode.OK).Entries.Single());

    private static (HttpStatusCode Status, string Text) OfEntry(JsonObject entry) =>
        ((HttpStatusCode)int.Parse(((string)entry["response"]!["status"]!)[..3], System.Globalization.CultureInfo.InvariantCulture), entry.ToJsonString(Plain));

    private static async Task<(HttpStatusCode Status, string Text)> LaterAsync(HttpClient http, string bundle)
    {
        var accepted = (await http.PostBundleAsync(bundle, ("Prefer", "respond-async"))).Expect(HttpStatusCode.Accepted);
        return OfEntry((await AsyncJobs.EndAsync(http, accepted.Header("Content-Location")!)).Entries.Single());
    }
}
