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
    public async Task Many_may_add_to_a_table_that_others_begin_anew()
    {
        await AskAsync("t5");
        string[] codes = ["A", "A1", "A11", "A2", "B", "B1"];
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 10 == 9 ? AskAsync("t5") : AskAsync("t5", codes[i % 6], codes[i / 6 % 6])));
        await AskAsync("t5", codes);
        var all = (await Http.SendAsync("POST", "$closure", Body("t5", """{"name":"version","valueString":"0"}"""))).Expect(HttpStatusCode.OK);
        Assert.That(Relations(all), Is.EquivalentTo(new[] { "A1<A", "A11<A", "A11<A1", "A2<A", "B1<B" }), "each once, whatever came in between");
    }

    [Test]
    public async Task A_table_goes_by_the_version_of_its_first_code()
    {
        // In 1.0, A11 is below A1; in 2.0, A11 is at the top.
        await Http.PutAsync(Terms.Diseases("twice1").Replace($"{Terms.Root}twice1", $"{Terms.Root}twice", StringComparison.Ordinal));
        await Http.PutAsync($$"""
            {"resourceType":"CodeSystem","id":"twice2","url":"{{Terms.Root}}twice","version":"2.0","status":"active","content":"complete","caseSensitive":true,
             "concept":[{"code":"A","concept":[{"code":"A1"}]},{"code":"A11"},{"code":"C"}]}
            """);
        await AskAsync("old");
        var old = (await Http.SendAsync("POST", "$closure", Body("old", Of("A", "1.0"), Of("A11", null)))).Expect(HttpStatusCode.OK);
        Assert.That(Relations(old), Is.EqualTo(new[] { "A11<A" }));
        Assert.That((string?)old.Json["group"]![0]!["sourceVersion"], Is.EqualTo("1.0"));
        var refused = (await Http.SendAsync("POST", "$closure", Body("old", Of("A1", "2.0")))).ExpectIssue(HttpStatusCode.BadRequest, "closure-version");
        Assert.That(refused.Text, Does.Contain("1.0, 2.0"));
        (await Http.SendAsync("POST", "$closure", Body("old", Of("C", null)))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "code-unknown");
        await AskAsync("new");
        Assert.That(Relations((await Http.SendAsync("POST", "$closure", Body("new", Of("A", null), Of("A1", null), Of("A11", "2.0")))).Expect(HttpStatusCode.OK)), Is.EqualTo(new[] { "A1<A" }));
        (await Http.SendAsync("POST", "$closure", Body("new", Of("A", "1.0"), Of("A1", "2.0")))).ExpectIssue(HttpStatusCode.BadRequest, "closure-version");
        await AskAsync("none");
        (await Http.SendAsync("POST", "$closure", Body("none", Of("A", "99")))).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");
        (await Http.SendAsync("DELETE", "CodeSystem/twice1")).Expect(HttpStatusCode.NoContent);
        (await Http.SendAsync("POST", "$closure", Body("old", Of("A1", null)))).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");

        static string Of(string code, string? version) =>
            $$$"""{"name":"concept","valueCoding":{"system":"{{{Terms.Root}}}twice",{{{(version is null ? "" : $"\"version\":\"{version}\",")}}}"code":"{{{code}}}"}}""";
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
