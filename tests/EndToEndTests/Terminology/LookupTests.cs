namespace FhirHub.EndToEndTests.Terminology;

/// <summary>CodeSystem/$lookup and CodeSystem/$subsumes</summary>
[TestFixture]
internal sealed class LookupTests : ServerTests
{
    private const string System = Terms.Root + "dis";

    [OneTimeSetUp]
    public async Task StoreAsync() => await Http.PutAsync(Terms.Diseases("dis"));

    [Test]
    public async Task Lookup_tells_all_about_a_code()
    {
        var answer = (await Http.FetchAsync($"CodeSystem/$lookup?system={System}&code=A1")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer.Parameter("name"), Is.EqualTo("疾病分类"));
            Assert.That((string?)answer.Parameter("version"), Is.EqualTo("1.0"));
            Assert.That((string?)answer.Parameter("display"), Is.EqualTo("急性上呼吸道感染"));
            Assert.That(Properties(answer), Is.EquivalentTo(new[] { "parent=A", "child=A11", "chapter=X" }));
            Assert.That(answer.Text, Does.Contain("Acute upper respiratory infection"));
        });
    }

    [Test]
    public async Task Lookup_answers_with_what_is_asked_for()
    {
        var some = (await Http.FetchAsync($"CodeSystem/$lookup?system={System}&code=A&property=definition&property=inactive&displayLanguage=en")).Expect(HttpStatusCode.OK);
        Assert.That(Properties(some), Is.EqualTo(new[] { "definition=All of them", "inactive=false" }));
        string body = $$$"""{"resourceType":"Parameters","parameter":[{"name":"coding","valueCoding":{"system":"{{{System}}}","code":"A2"}},{"name":"displayLanguage","valueCode":"en"}]}""";
        Assert.That((string?)(await Http.SendAsync("POST", "CodeSystem/$lookup", body)).Expect(HttpStatusCode.OK).Parameter("display"), Is.EqualTo("Pneumonia"));
    }

    [TestCase("system=http://terms.example/dis&code=ZZ", HttpStatusCode.NotFound, "code-unknown")]
    [TestCase("system=http://nowhere&code=1", HttpStatusCode.NotFound, "code-system-unknown")]
    [TestCase("system=http://terms.example/dis&version=9&code=A", HttpStatusCode.NotFound, "code-system-unknown")]
    [TestCase("system=http://snomed.info/sct&code=1", HttpStatusCode.UnprocessableEntity, "code-system-incomplete")]
    [TestCase("code=A", HttpStatusCode.BadRequest, "parameter-required")]
    public async Task Lookup_of_what_is_not_there_says_so(string query, HttpStatusCode status, string issue) =>
        (await Http.FetchAsync($"CodeSystem/$lookup?{query}")).ExpectIssue(status, issue);

    [TestCase("A", "A11", "subsumes")]
    [TestCase("A11", "A", "subsumed-by")]
    [TestCase("A1", "A1", "equivalent")]
    [TestCase("A1", "A2", "not-subsumed")]
    public async Task Subsumes_follows_the_hierarchy(string a, string b, string outcome)
    {
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$subsumes?system={System}&codeA={a}&codeB={b}")).Expect(HttpStatusCode.OK).Parameter("outcome"), Is.EqualTo(outcome));
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/dis/$subsumes?codeA={a}&codeB={b}")).Expect(HttpStatusCode.OK).Parameter("outcome"), Is.EqualTo(outcome));
    }

    [TestCase("codeA=A&codeB=Z&system=http://terms.example/dis", HttpStatusCode.UnprocessableEntity, "code-unknown")]
    [TestCase("codeA=A&codeB=A", HttpStatusCode.BadRequest, "parameter-required")]
    [TestCase("codeA=A&system=http://terms.example/dis", HttpStatusCode.BadRequest, "parameter-required")]
    public async Task Subsumes_refuses_what_it_cannot_tell(string query, HttpStatusCode status, string issue) =>
        (await Http.FetchAsync($"CodeSystem/$subsumes?{query}")).ExpectIssue(status, issue);

    private static string[] Properties(Answer answer) =>
    [
        .. answer.Json["parameter"]!.AsArray().Where(p => (string?)p!["name"] == "property").Select(p => p!["part"]!.AsArray())
            .Select(parts => $"{parts[0]!["valueCode"]}={parts[1]!.AsObject().First(m => m.Key.StartsWith("value", StringComparison.Ordinal)).Value}"),
    ];
}
