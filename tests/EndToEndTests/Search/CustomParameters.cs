using FhirHub.EndToEndTests.Jobs;

namespace FhirHub.EndToEndTests.Search;

/// <summary>SearchParameters of tests, and what is done with them.</summary>
internal static class CustomParameters
{
    public const string Nickname = "http://example.cn/fhir/StructureDefinition/nickname";

    /// <summary>A parameter on an extension of Patient, or of what <paramref name="type"/> says.</summary>
    public static string Definition(string id, string code, string type = "Patient", string status = "active", string? expression = null, string searchType = "string") => $$"""
        {"resourceType":"SearchParameter","id":"{{id}}","url":"http://example.cn/fhir/SearchParameter/{{id}}","name":"{{code}}","status":"{{status}}",
         "description":"d","code":"{{code}}","base":["{{type}}"],"type":"{{searchType}}",
         "expression":"{{expression ?? $"{type}.extension.where(url='{Nickname}').value"}}"}
        """;

    /// <summary>Members of a Patient with a nickname.</summary>
    public static string Named(string nickname) => $$"""
        "extension":[{"url":"{{Nickname}}","valueString":"{{nickname}}"}]
        """;

    public static async Task DefineAsync(this HttpClient http, string id, string definition)
    {
        var answer = await http.SendAsync("PUT", $"SearchParameter/{id}", definition);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.OK), answer.Text);
    }

    /// <summary>Runs it to its end; what it says then.</summary>
    public static async Task<string> ReindexAsync(this HttpClient http, string path = "$reindex", string? body = null)
    {
        var accepted = (await http.SendAsync("POST", path, body)).Expect(HttpStatusCode.Accepted);
        return await http.EndOfAsync(accepted.Header("Content-Location")!);
    }

    /// <summary>What a job says when it has ended.</summary>
    public static async Task<string> EndOfAsync(this HttpClient http, string job) =>
        (string)(await AsyncJobs.EndAsync(http, job)).Issues[0]["diagnostics"]!;

    /// <summary>Ids of the matches on the first page.</summary>
    public static async Task<string[]> FindAsync(this HttpClient http, string search) =>
        [.. (await http.FetchAsync(search, ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK).Entries
            .Where(e => (string?)e["search"]!["mode"] == "match").Select(e => (string)e["resource"]!["id"]!)];

    /// <summary>Repeats a question until its answer is the one expected, for at most ten seconds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }
}
