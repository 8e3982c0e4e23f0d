using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirHub.EndToEndTests.Transactions;

/// <summary>Writes batches and transactions in a line for each entry.</summary>
internal static class Bundles
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Transaction(params JsonObject[] entries) => Of("transaction", entries);

    public static string Batch(params JsonObject[] entries) => Of("batch", entries);

    /// <param name="fullUrl">Null for none.</param>
    /// <param name="request">More members of the request: <c>("ifMatch", "W/\"1\"")</c>.</param>
    public static JsonObject Entry(string method, string url, string? resource = null, string? fullUrl = null, params (string Name, string Value)[] request)
    {
        var entry = new JsonObject();
        if (fullUrl is not null)
            entry["fullUrl"] = fullUrl;
        if (resource is not null)
            entry["resource"] = JsonNode.Parse(resource);
        var asked = new JsonObject { ["method"] = method, ["url"] = url };
        foreach (var (name, value) in request)
            asked[name] = value;
        entry["request"] = asked;
        return entry;
    }

    public static Task<Answer> PostBundleAsync(this HttpClient http, string bundle, params (string Name, string Value)[] headers) =>
        http.SendAsync("POST", string.Empty, bundle, headers: headers);

    /// <summary>The status of each entry of the answer: <c>201</c>.</summary>
    public static string[] EntryStatuses(this Answer answer) => [.. answer.Entries.Select(e => ((string)e["response"]!["status"]!)[..3])];

    /// <summary>The resource that an entry of the answer is about: <c>Patient/1</c>.</summary>
    public static string EntryKey(this Answer answer, int index) =>
        string.Join('/', ((string)answer.Entries[index]["response"]!["location"]!).Split('/')[^4..^2]);

    /// <summary>Our codes in the outcome of an entry of the answer.</summary>
    public static string[] EntryIssues(this Answer answer, int index) =>
        [.. answer.Entries[index]["response"]!["outcome"]!["issue"]!.AsArray().Select(i => (string)i!["details"]!["coding"]![0]!["code"]!)];

    private static string Of(string type, JsonObject[] entries)
    {
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = type };
        if (entries.Length > 0)
            bundle["entry"] = new JsonArray([.. entries]);
        return bundle.ToJsonString(Plain);
    }
}
