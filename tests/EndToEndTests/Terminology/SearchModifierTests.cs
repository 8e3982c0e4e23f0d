namespace FhirHub.EndToEndTests.Terminology;

/// <summary>:in, :not-in, :above and :below of token searches with value sets and code systems of this server.</summary>
[TestFixture]
internal sealed class SearchModifierTests : ServerTests
{
    private const string System = Terms.Root + "dis";

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        await Http.PutAsync(Terms.Diseases("dis"));
        await Http.PutAsync(Terms.Filtered("lungs", "dis", "concept", "is-a", "A1"));
        foreach (string code in (string[])["A", "A1", "A11", "A2", "B"])
            (await Http.SendAsync("PUT", $"Condition/{code}", $$$"""{"resourceType":"Condition","id":"{{{code}}}","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"{{{System}}}","code":"{{{code}}}"}]}}""")).Expect(HttpStatusCode.Created);
        (await Http.SendAsync("PUT", "Patient/p", """{"resourceType":"Patient","id":"p"}""")).Expect(HttpStatusCode.Created);
    }

    [TestCase("code:in=http://terms.example/vs/lungs", "A1 A11")]
    [TestCase("code:in=ValueSet/lungs", "A1 A11")]
    [TestCase("code:not-in=http://terms.example/vs/lungs", "A A2 B")]
    [TestCase("code:below=http://terms.example/dis|A", "A A1 A11 A2")]
    [TestCase("code:above=http://terms.example/dis|A11", "A A1 A11")]
    [TestCase("_filter=code in http://terms.example/vs/lungs", "A1 A11")]
    [TestCase("code:in=http://terms.example/vs/lungs&code:below=http://terms.example/dis|A11", "A11")]
    public async Task A_search_takes_value_sets_and_hierarchies_of_this_server(string search, string ids)
    {
        var found = (await Http.FetchAsync($"Condition?{search}&_sort=_id", ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK);
        Assert.That(string.Join(' ', found.Entries.Select(e => (string?)e["resource"]!["id"]).Order(StringComparer.Ordinal)), Is.EqualTo(ids));
    }

    [Test]
    public async Task Chains_and_conditions_take_them_too()
    {
        var chained = (await Http.FetchAsync("Patient?_has:Condition:subject:code:in=http://terms.example/vs/lungs", ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK);
        Assert.That(chained.Entries, Has.Length.EqualTo(1));
        const string Body = """{"resourceType":"Condition","subject":{"reference":"Patient/p"}}""";
        var none = await Http.SendAsync("POST", "Condition", Body, headers: ("If-None-Exist", $"code:below={System}|A11"));
        Assert.That((none.Status, none.Header("Location")), Is.EqualTo((HttpStatusCode.OK, $"{Server.BaseUrl}Condition/A11/_history/1")));
        string transaction = $$$"""
            {"resourceType":"Bundle","type":"transaction","entry":[{"resource":{{{Body}}},"request":{"method":"POST","url":"Condition","ifNoneExist":"code:below={{{System}}}|A11"}}]}
            """;
        var answer = (await Http.SendAsync("POST", "", transaction)).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Entries[0]["response"]!["status"], Does.StartWith("200"));
    }

    [Test]
    public async Task A_change_of_the_value_set_changes_the_search()
    {
        await Http.PutAsync(Terms.Filtered("moving", "dis", "concept", "is-a", "A2"));
        Assert.That((await Http.FetchAsync($"Condition?code:in={Terms.Root}vs/moving")).Entries, Has.Length.EqualTo(1));
        await Http.PutAsync(Terms.Filtered("moving", "dis", "concept", "is-a", "A"));
        Assert.That((await Http.FetchAsync($"Condition?code:in={Terms.Root}vs/moving")).Entries, Has.Length.EqualTo(4));
    }

    [TestCase("code:in=http://nowhere", "value-set-not-enumerable")]
    [TestCase("code:not-in=http://nowhere", "value-set-not-enumerable")]
    [TestCase("code:below=http://nowhere|A", "code-system-unknown")]
    [TestCase("code:below=http://terms.example/dis|ZZ", "parameter-invalid")]
    [TestCase("code:below=A", "parameter-invalid")]
    public async Task What_is_not_known_is_refused_in_any_handling(string search, string issue)
    {
        foreach (string handling in (string[])["handling=strict", "handling=lenient"])
            (await Http.FetchAsync($"Condition?{search}", ("Prefer", handling))).ExpectIssue(HttpStatusCode.BadRequest, issue);
    }
}
