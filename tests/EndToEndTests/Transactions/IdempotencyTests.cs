using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

/// <summary><c>Idempotency-Key</c>: a write happens once, and its answer is repeated byte for byte.</summary>
[TestFixture]
internal sealed class IdempotencyTests : ServerTests
{
    private const string Basic = """{"resourceType":"Basic","code":{"text":"x"}}""";

    private static IEnumerable<TestCaseData> Writes()
    {
        yield return Case("create", "POST", "Basic", Basic);
        yield return Case("update", "PUT", "Basic/idem-put", """{"resourceType":"Basic","id":"idem-put","code":{"text":"x"}}""");
        yield return Case("patch", "PATCH", "Basic/idem", """{"code":{"text":"patched"}}""", FhirHttp.MergePatch);
        yield return Case("delete", "DELETE", "Basic/idem-gone", null);
        yield return Case("operation", "POST", "Basic/idem/$meta-add", """{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"code":"a"}]}}]}""");
        yield return Case("conditional create", "POST", "Basic", Basic, FhirHttp.FhirJson, ("If-None-Exist", "code:text=nothing-like-it"));
        yield return Case("transaction", "POST", "", Transaction(Entry("POST", "Basic", Basic), Entry("GET", "Basic/idem")));
        yield return Case("batch", "POST", "", Batch(Entry("POST", "Basic", Basic), Entry("GET", "Basic/none")));

        static TestCaseData Case(string name, string method, string path, string? body, string contentType = FhirHttp.FhirJson, params (string, string)[] headers) =>
            new TestCaseData(method, path, body, contentType, headers).SetArgDisplayNames(name);
    }

    [SetUp]
    public async Task PrepareAsync()
    {
        foreach (string id in new[] { "idem", "idem-gone" })
            await Http.SendAsync("PUT", $"Basic/{id}", $$"""{"resourceType":"Basic","id":"{{id}}","code":{"text":"x"} }""");
    }

    [TestCaseSource(nameof(Writes))]
    public async Task A_repeated_write_gets_the_first_answer_byte_for_byte_and_changes_nothing(
        string method, string path, string? body, string contentType, (string, string)[] headers)
    {
        (string, string)[] all = [.. headers, ("Idempotency-Key", NewId())];
        var first = await Http.SendAsync(method, path, body, contentType, all);
        Assert.That((int)first.Status, Is.LessThan(300), first.Text);
        Assert.That(first.Header("Idempotent-Replayed"), Is.Null);
        int versions = await VersionsAsync();
        var again = await Http.SendAsync(method, path, body, contentType, all);
        Assert.Multiple(() =>
        {
            Assert.That(again.Status, Is.EqualTo(first.Status));
            Assert.That(again.Bytes, Is.EqualTo(first.Bytes));
            Assert.That(again.Header("Idempotent-Replayed"), Is.EqualTo("true"));
        });
        foreach (string header in new[] { "ETag", "Location", "Content-Location", "Last-Modified", "Content-Type" })
            Assert.That(again.Header(header), Is.EqualTo(first.Header(header)), header);
        Assert.That(await VersionsAsync(), Is.EqualTo(versions));
    }

    [Test]
    public async Task The_same_key_with_another_request_returns_422_and_changes_nothing()
    {
        string key = NewId();
        (await Http.SendAsync("POST", "Basic", Basic, headers: ("Idempotency-Key", key))).Expect(HttpStatusCode.Created);
        int versions = await VersionsAsync();
        (await Http.SendAsync("POST", "Basic", Basic.Replace("x", "y", StringComparison.Ordinal), headers: ("Idempotency-Key", key)))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await Http.SendAsync("PUT", "Basic/a", Basic, headers: ("Idempotency-Key", key))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.That(await VersionsAsync(), Is.EqualTo(versions));
    }

    [Test]
    public async Task The_same_key_with_another_security_context_returns_422()
    {
        string key = NewId(), id = await NewPatientAsync();
        (await Http.SendAsync("POST", "Binary", "x", "text/plain", ("Idempotency-Key", key), ("X-Security-Context", $"Patient/{id}"))).Expect(HttpStatusCode.Created);
        (await Http.SendAsync("POST", "Binary", "x", "text/plain", ("Idempotency-Key", key))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Test]
    public async Task A_refused_request_leaves_its_key_free()
    {
        string key = NewId();
        (await Http.SendAsync("POST", "Basic", """{"resourceType":"Basic"}""", headers: ("Idempotency-Key", key))).Expect(HttpStatusCode.BadRequest);
        (await Http.SendAsync("POST", "Basic", Basic, headers: ("Idempotency-Key", key))).Expect(HttpStatusCode.Created);
    }

    [TestCase("a b")]
    [TestCase("\"\"")]
    public async Task A_key_that_is_none_returns_400(string key) =>
        (await Http.SendAsync("POST", "Basic", Basic, headers: ("Idempotency-Key", key))).ExpectIssue(HttpStatusCode.BadRequest, "idempotency-key-invalid");

    [Test]
    public async Task Of_many_at_once_with_one_key_one_writes_and_all_get_its_answer()
    {
        string key = NewId();
        int versions = await VersionsAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Http.SendAsync("POST", "Basic", Basic, headers: ("Idempotency-Key", key))));
        Assert.That(answers.Select(a => a.Expect(HttpStatusCode.Created).Text).Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.Header("Idempotent-Replayed") is null), Is.EqualTo(1));
        Assert.That(await VersionsAsync(), Is.EqualTo(versions + 1));
    }

    private async Task<int> VersionsAsync() => (int)(await Http.FetchAsync("_history?_summary=count")).Json["total"]!;
}
