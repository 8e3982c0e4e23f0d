using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

/// <summary>Transactions on a server that keeps its references whole: what counts is what is there when all is written.</summary>
[TestFixture]
internal sealed class TransactionIntegrityTests : ServerTests
{
    private const string One = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";
    private const string Two = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0b";

    protected override (string Name, string Value)[] Settings => [("References", "Enforced")];

    [Test]
    public async Task Entries_refer_to_each_other_in_a_circle_whatever_their_order()
    {
        string id = NewId();
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("PUT", $"Observation/{id}", Observation($"Patient/{id}").Insert(1, $"\"id\":\"{id}\",")),
            Entry("PUT", $"Patient/{id}", Patient(id, Link(One))),
            Entry("POST", "Patient", $$"""{"resourceType":"Patient",{{Link(Two)}}}""", One),
            Entry("POST", "Patient", $$"""{"resourceType":"Patient",{{Link(One)}}}""", Two)))).Expect(HttpStatusCode.OK);
        Assert.That(answer.EntryStatuses(), Is.All.EqualTo("201"));
        Assert.That((await Http.FetchAsync(answer.EntryKey(2))).Text, Does.Contain(answer.EntryKey(3)));
        Assert.That((await Http.FetchAsync(answer.EntryKey(3))).Text, Does.Contain(answer.EntryKey(2)));
        Assert.That((await Http.FetchAsync($"Patient/{id}")).Text, Does.Contain(answer.EntryKey(2)));
    }

    [Test]
    public async Task A_dangling_reference_in_one_entry_is_named_and_nothing_is_written()
    {
        string id = NewId();
        var refused = (await Http.PostBundleAsync(Transaction(
            Entry("PUT", $"Patient/{id}", Patient(id)),
            Entry("POST", "Observation", Observation($"Patient/{id}")),
            Entry("POST", "Observation", Observation("Patient/nobody-at-all"))))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
        Assert.That(refused.Expressions, Is.EqualTo(new[] { "Bundle.entry[2].resource" }));
        Assert.That(refused.Text, Does.Contain("nobody-at-all"));
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
        Assert.That((int)(await Http.FetchAsync($"Observation?subject=Patient/{id}&_summary=count")).Json["total"]!, Is.Zero);
    }

    [Test]
    public async Task A_referrer_goes_together_with_its_target_or_before_it_and_never_after()
    {
        string patient = await NewPatientAsync(), observation = NewId();
        (await Http.SendAsync("PUT", $"Observation/{observation}", Observation($"Patient/{patient}").Insert(1, $"\"id\":\"{observation}\","))).Expect(HttpStatusCode.Created);
        var refused = (await Http.PostBundleAsync(Transaction(Entry("DELETE", $"Patient/{patient}"), Entry("POST", "Patient", """{"resourceType":"Patient","active":true}"""))))
            .ExpectIssue(HttpStatusCode.Conflict, "referenced");
        Assert.That(refused.Expressions, Is.EqualTo(new[] { "Bundle.entry[0].request.url" }));
        await AssertVersionAsync($"Patient/{patient}", 1);
        (await Http.PostBundleAsync(Transaction(
            Entry("PUT", $"Observation/{observation}", Observation($"Patient/{patient}").Insert(1, $"\"id\":\"{observation}\",")), Entry("DELETE", $"Patient/{patient}"))))
            .Expect(refused.Status);
        (await Http.PostBundleAsync(Transaction(Entry("DELETE", $"Patient/{patient}"), Entry("DELETE", $"Observation/{observation}")))).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync($"Patient/{patient}")).Expect(HttpStatusCode.Gone);
        (await Http.FetchAsync($"Observation/{observation}")).Expect(HttpStatusCode.Gone);
    }

    [Test]
    public async Task A_reference_made_by_a_patch_must_lead_somewhere_too()
    {
        string id = await NewPatientAsync();
        const string Patch = """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"add"},{"name":"path","valueString":"Patient"},{"name":"name","valueString":"managingOrganization"},{"name":"value","valueReference":{"reference":"Organization/none"}}]}]}""";
        (await Http.PostBundleAsync(Transaction(Entry("PATCH", $"Patient/{id}", Patch)))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    private static string Link(string target) => $$"""
        "link":[{"type":"seealso","other":{"reference":"{{target}}"} }]
        """;

    private static string Observation(string subject) => $$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{subject}}"} }""";
}
