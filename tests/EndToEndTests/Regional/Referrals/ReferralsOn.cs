namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>A referral on a server other than the fixture's, between institutions without a level.</summary>
internal sealed class ReferralsOn(HttpClient http)
{
    private const string Systems = "https://fhirhub.example/fhir/cn-base/CodeSystem";

    /// <summary>A collaboration that waits for its answer.</summary>
    public async Task<(string Task, string To)> RequestedAsync()
    {
        string patient = await NewAsync("Patient"), from = await NewAsync("Organization"), to = await NewAsync("Organization");
        string request = $$"""
            {"resourceType":"ServiceRequest","status":"draft","intent":"order","category":[{"coding":[{"system":"{{Systems}}/collaboration-kind","code":"remote-ecg"}]}],
            "code":{"text":"十二导联心电图"},"subject":{"reference":"{{patient}}"},"performer":[{"reference":"{{to}}"}]}
            """;
        string consent = $$"""
            {"resourceType":"Consent","status":"active","scope":{"text":"转诊"},"category":[{"coding":[{"system":"{{Systems}}/consent-kind","code":"referral"}]}],"patient":{"reference":"{{patient}}"},
            "dateTime":"2026-11-05","performer":[{"reference":"{{patient}}"}],"organization":[{"reference":"{{from}}"}],"policyRule":{"text":"知情同意书"} }
            """;
        var answer = await CallAsync(http, "ServiceRequest/$submit-referral", from, $$"""{"name":"referral","resource":{{request}}},{"name":"consent","resource":{{consent}}}""");
        return ("Task/" + (string)answer.Json["parameter"]!.AsArray().Single(p => (string)p!["name"]! == "task")!["resource"]!["id"]!, to);
    }

    /// <summary>The receiver accepts, by the clock of another server.</summary>
    public static Task ProceedAsync(HttpClient other, string task, string to) => CallAsync(other, $"{task}/$accept", to, string.Empty);

    private static async Task<Answer> CallAsync(HttpClient client, string path, string organization, string parameters)
    {
        string body = parameters.Length == 0 ? """{"resourceType":"Parameters"}""" : $$"""{"resourceType":"Parameters","parameter":[{{parameters}}]}""";
        return (await client.SendAsync("POST", path, body, headers: ("X-FhirHub-Organization", organization))).Expect(HttpStatusCode.OK);
    }

    private async Task<string> NewAsync(string type)
    {
        string id = Guid.NewGuid().ToString("N");
        (await http.SendAsync("PUT", $"{type}/{id}", $$"""{"resourceType":"{{type}}","id":"{{id}}","active":true{{(type == "Organization" ? ",\"name\":\"示例医院\"" : string.Empty)}}}""")).Expect(HttpStatusCode.Created);
        return $"{type}/{id}";
    }
}
