namespace FhirHub.EndToEndTests.Terminology;

/// <summary>$closure</summary>
[TestFixture]
internal sealed class ClosureTests : ServerTests
{
    private const string System = Terms.Root + "dis";

    [OneTimeSetUp]
    public async Task StoreAsync() => await Http.PutAsync(Terms.Diseases("dis"));

    [Test]
    public async Task A_table_grows_by_what_is_new_and_can_be_asked_again()
    {
        Assert.That(Relations(await AskAsync("t1")), Is.Empty);
        Assert.That(Relations(await AskAsync("t1", "A11")), Is.Empty);
        var second = await AskAsync("t1", "A", "B");
        Assert.That(Relations(second), Is.EqualTo(new[] { "A11<A" }));
        var third = await AskAsync("t1", "A1", "B1");
        Assert.That(Relations(third), Is.EquivalentTo(new[] { "A11<A1", "A1<A", "B1<B" }));
        Assert.That(Relations(await AskAsync("t1", "A1")), Is.Empty, "nothing new");
        var since = (await Http.SendAsync("POST", "$closure", Body("t1", $$"""{"name":"version","valueString":"{{second.Json["version"]}}"}"""))).Expect(HttpStatusCode.OK);
        Assert.That(Relations(since), Is.EquivalentTo(Relations(third)));
        var all = (await Http.SendAsync("POST", "$closure", Body("t1", """{"name":"version","valueString":"0"}"""))).Expect(HttpStatusCode.OK);
        Assert.That(Relations(all), Has.Length.EqualTo(4));
        Assert.That(Relations(await AskAsync("t1")), Is.Empty, "begun anew");
    }

    [Test]
    public async Task Concurrent_additions_are_all_kept()
    {
        await AskAsync("t2");
        await Task.WhenAll(((string[])["A", "A1", "A11", "A2", "B", "B1"]).Select(c => AskAsync("t2", c)));
        var all = (await Http.SendAsync("POST", "$closure", Body("t2", """{"name":"version","valueString":"0"}"""))).Expect(HttpStatusCode.OK);
        Assert.That(Relations(all), Is.EquivalentTo(new[] { "A1<A", "A11<A", "A11<A1", "A2<A", "B1<B" }));
    }

    [Test]
    public async Task What_is_not_known_is_refused_and_changes_nothing()
    {
        (await Http.SendAsync("POST", "$closure", Body("never", Concept("A")))).ExpectIssue(HttpStatusCode.NotFound, "closure-unknown");
        await AskAsync("t3", []);
        (await Http.SendAsync("POST", "$closure", Body("t3", Concept("A"), Concept("NO")))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "code-unknown");
        Assert.That(Relations(await AskAsync("t3", "A1")), Is.Empty);
    }

    private async Task<Answer> AskAsync(string name, params string[] codes) =>
        (await Http.SendAsync("POST", "$closure", Body(name, [.. codes.Select(Concept)]))).Expect(HttpStatusCode.OK);

    private static string Concept(string code) => $$$"""{"name":"concept","valueCoding":{"system":"{{{System}}}","code":"{{{code}}}"}}""";

    private static string Body(string name, params string[] more) =>
        $$"""{"resourceType":"Parameters","parameter":[{{string.Join(',', more.Prepend($$$"""{"name":"name","valueString":"{{{name}}}"}"""))}}]}""";

    private static string[] Relations(Answer answer) =>
    [
        .. (answer.Json["group"]?.AsArray() ?? []).SelectMany(g => g!["element"]!.AsArray())
            .SelectMany(e => e!["target"]!.AsArray().Select(t => $"{e["code"]}<{t!["code"]}")),
    ];
}
