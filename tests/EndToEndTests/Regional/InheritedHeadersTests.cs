using FhirHub.EndToEndTests.Jobs;
using FhirHub.EndToEndTests.Regional.Recognition;
using FhirHub.EndToEndTests.Transactions;

namespace FhirHub.EndToEndTests.Regional;

/// <summary>Who calls, and under which pack, holds for every entry of a batch.</summary>
[TestFixture]
internal sealed class InheritedHeadersTests : RecognitionTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Entries_of_a_batch_follow_its_pack_and_are_called_by_its_institution(bool later)
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync("tertiary", Beijing), requester = await NewOrganizationAsync("secondary", Beijing);
        await NewReportAsync(patient, performer, DaysAgo(1));
        string order = await NewAsync("ServiceRequest", $$"""
            "status":"draft","intent":"order","subject":{"reference":"{{patient}}"},"code":{"coding":[{"system":"{{Loinc}}","code":"{{CtHead}}"}]}
            """);
        string bundle = $$"""
            {"resourceType":"Bundle","type":"batch","entry":[
            {"request":{"method":"GET","url":"DiagnosticReport/$find-recognizable?patient={{patient}}&requester={{requester}}&item={{Uri.EscapeDataString($"{Loinc}|{CtHead}")}}"} },
            {"request":{"method":"GET","url":"{{order}}/$check-duplicate"} }]}
            """;
        Assert.Multiple(async () =>
        {
            Assert.That(await OutcomesAsync(bundle, later, (OrganizationHeader, requester)), Is.EqualTo(new[] { "recognised", "recognised" }));
            Assert.That(await OutcomesAsync(bundle, later, (OrganizationHeader, requester), (PackHeader, "hubei-yichang")), Is.EqualTo(new[] { "share-only", "share-only" }));
        });
    }

    private async Task<string[]> OutcomesAsync(string bundle, bool later, params (string, string)[] headers)
    {
        var answer = await Http.PostBundleAsync(bundle, later ? [.. headers, ("Prefer", "respond-async")] : headers);
        if (later)
            answer = await AsyncJobs.EndAsync(Http, answer.Expect(HttpStatusCode.Accepted).Header("Content-Location")!);
        var entries = answer.Expect(HttpStatusCode.OK).Entries;
        if (entries is [{ } only] && (string?)only["resource"]?["resourceType"] == "Bundle")
            entries = [.. only["resource"]!["entry"]!.AsArray().Select(e => e!.AsObject())];
        return [.. entries.Select(e => OutcomeOf((e["resource"] ?? e["response"]!["outcome"])!))];
    }

    private static string OutcomeOf(JsonNode parameters) => parameters["parameter"] is { } all
        ? (string)all[0]!["part"]!.AsArray().First(p => (string)p!["name"]! == "outcome")!["valueCode"]!
        : parameters.ToJsonString();
}
