using System.Globalization;

namespace FhirHub.EndToEndTests.Search;

/// <summary><c>$reindex</c> on one server.</summary>
[TestFixture]
internal sealed class ReindexTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("MaxBodyBytes", "60000000")];

    [Test]
    public async Task Versions_and_times_stay_as_they_are_and_default_order_too()
    {
        var ids = new List<string>();
        for (int i = 0; i < 5; i++)
            ids.Add((await Http.SendAsync("POST", "Medication", $$"""{"resourceType":"Medication",{{CustomParameters.Named("n")}}}""")).Id);
        string[] before = [.. (await Http.FindAsync("Medication")).Where(ids.Contains)];
        var read = await Http.FetchAsync($"Medication/{ids[0]}");
        await Http.DefineAsync("med", CustomParameters.Definition("med", "med-name", "Medication"));
        await Http.ReindexAsync("$reindex", """{"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"http://example.cn/fhir/SearchParameter/med"}]}""");
        var after = await Http.FetchAsync($"Medication/{ids[0]}");
        Assert.That(after.Text, Is.EqualTo(read.Text));
        Assert.That(await Http.FindAsync("Medication?med-name=n"), Is.EqualTo(before));
    }

    [Test]
    public async Task Resources_inside_others_are_indexed_too()
    {
        await Http.SendAsync("PUT", "Medication/own", """{"resourceType":"Medication","id":"own"}""");
        (await Http.SendAsync("PUT", "MedicationStatement/ms", $$"""
            {"resourceType":"MedicationStatement","id":"ms","status":"active","subject":{"reference":"Patient/p"},"medicationReference":{"reference":"#m"},
             "contained":[{"resourceType":"Medication","id":"m","code":{"coding":[{"code":"c"}]},{{CustomParameters.Named("inside")}}}]}
            """)).Expect(HttpStatusCode.Created);
        await Http.DefineAsync("med-in", CustomParameters.Definition("med-in", "med-in", "Medication"));
        await Http.ReindexAsync("Medication/$reindex");
        Assert.That(await Http.FindAsync("Medication?med-in=inside&_contained=true"), Is.EqualTo(new[] { "ms" }));
        Assert.That(await Http.FindAsync("MedicationStatement?medication.med-in=inside"), Is.EqualTo(new[] { "ms" }));
    }

    [Test]
    public async Task A_resource_in_chunks_is_indexed()
    {
        string more = string.Concat(Enumerable.Repeat($$""",{"url":"http://x","valueString":"{{new string('x', 900_000)}}"}""", 20));
        (await Http.SendAsync("PUT", "Basic/large", $$"""
            {"resourceType":"Basic","id":"large","code":{"text":"t"},"extension":[{"url":"{{CustomParameters.Nickname}}","valueString":"huge"}{{more}}]}
            """)).Expect(HttpStatusCode.Created);
        await Http.DefineAsync("basic", CustomParameters.Definition("basic", "basic-name", "Basic"));
        await Http.ReindexAsync("Basic/$reindex");
        Assert.That((await Http.FetchAsync("Basic?basic-name=huge&_elements=code", ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK).Entries, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task One_resource_is_indexed_at_once()
    {
        (await Http.SendAsync("PUT", "Device/d1", """{"resourceType":"Device","id":"d1"}""")).Expect(HttpStatusCode.Created);
        (await Http.SendAsync("POST", "Device/d1/$reindex")).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("POST", "Device/none/$reindex")).Expect(HttpStatusCode.NotFound);
        await Http.SendAsync("DELETE", "Device/d1");
        (await Http.SendAsync("POST", "Device/d1/$reindex")).Expect(HttpStatusCode.Gone);
    }

    [TestCase("""{"name":"type","valueCode":"Alien"}""", "unknown-type")]
    [TestCase("""{"name":"url","valueUri":"http://nowhere"}""", "parameter-unknown")]
    [TestCase("""{"name":"typ","valueCode":"Patient"}""", "parameter-unknown")]
    [TestCase("""{"name":"type","resource":{"resourceType":"Patient"}}""", "parameter-invalid")]
    public async Task What_it_cannot_mean_is_refused(string parameter, string code)
    {
        var answer = await Http.SendAsync("POST", "$reindex", $$"""{"resourceType":"Parameters","parameter":[{{parameter}}]}""");
        Assert.That((int)answer.Status, Is.InRange(400, 404), answer.Text);
        Assert.That(answer.IssueCodes, Does.Contain(code));
    }

    [Test]
    public async Task The_status_tells_how_far_it_is_and_a_cancelled_one_leaves_the_parameter_pending()
    {
        await LoadAsync("Substance", 30);
        await Http.DefineAsync("sub", CustomParameters.Definition("sub", "sub-name", "Substance"));
        string job = (await Http.SendAsync("POST", "Substance/$reindex")).Expect(HttpStatusCode.Accepted).Header("Content-Location")!;
        (await Http.FetchAsync(job)).Expect(HttpStatusCode.Accepted);
        (await Http.SendAsync("DELETE", job)).Expect(HttpStatusCode.Accepted);
        (await Http.FetchAsync(job)).Expect(HttpStatusCode.NotFound);
        (await Http.FetchAsync("Substance?sub-name=n", ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-pending");
        Assert.That(await Http.ReindexAsync("Substance/$reindex"), Does.Contain("Substance 30 of 30").And.Contain("Substance.sub-name"));
        Assert.That((await Http.FetchAsync("Substance?sub-name=n&_summary=count")).Json["total"]!.GetValue<int>(), Is.EqualTo(30));
    }

    [Test]
    public async Task Writers_meanwhile_leave_nothing_stale()
    {
        await LoadAsync("Organization", 400);
        await Http.DefineAsync("org", CustomParameters.Definition("org", "org-nick", "Organization"));
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(w => WriteAsync(w, done.Token)).ToArray();
        await Http.ReindexAsync("Organization/$reindex");
        await done.CancelAsync();
        var last = (await Task.WhenAll(writers)).SelectMany(w => w).ToDictionary();
        var all = new Dictionary<string, string>();
        await foreach (var page in Http.PagesAsync("Organization?_count=200"))
        {
            foreach (var entry in page.Entries)
                all.Add((string)entry["resource"]!["id"]!, (string)entry["resource"]!["extension"]![0]!["valueString"]!);
        }

        Assert.That(last.All(l => all[l.Key] == l.Value), Is.True);
        foreach (var group in all.GroupBy(a => a.Value))
        {
            var found = new List<string>();
            await foreach (var page in Http.PagesAsync($"Organization?org-nick:exact={group.Key}&_count=200"))
                found.AddRange(page.Entries.Select(e => (string)e["resource"]!["id"]!));
            Assert.That(found, Is.EquivalentTo(group.Select(g => g.Key)), group.Key);
        }
    }

    private async Task<Dictionary<string, string>> WriteAsync(int writer, CancellationToken done)
    {
        var written = new Dictionary<string, string>();
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string id = i % 5 == 4 ? $"new-{writer}-{i}" : (writer + 4 * (i * 7 % 100)).ToString(CultureInfo.InvariantCulture);
            string name = $"w{writer}-{i % 3}";
            var answer = await Http.SendAsync("PUT", $"Organization/{id}", $$"""{"resourceType":"Organization","id":"{{id}}",{{CustomParameters.Named(name)}}}""");
            Assert.That((int)answer.Status, Is.InRange(200, 201), answer.Text);
            written[id] = name;
        }

        return written;
    }

    private async Task LoadAsync(string type, int count)
    {
        foreach (int[] ids in Enumerable.Range(0, count).Chunk(100))
        {
            var entries = ids.Select(i => $$$"""{"resource":{"resourceType":"{{{type}}}","id":"{{{i}}}",{{{(type == "Substance" ? "\"code\":{\"text\":\"c\"}," : "")}}}{{{CustomParameters.Named("n")}}}},"request":{"method":"PUT","url":"{{{type}}}/{{{i}}}"}}""");
            (await Http.SendAsync("POST", "", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""")).Expect(HttpStatusCode.OK);
        }
    }
}
