using System.Diagnostics;

namespace FhirHub.EndToEndTests.Terminology;

/// <summary>A code system of 100,000 concepts, which are kept in the database.</summary>
[TestFixture]
internal sealed class LargeSystemTests : ServerTests
{
    private const int Count = 100_000;
    private static readonly GeneratedSystem System = new(Terms.Root + "large", Count);

    [OneTimeSetUp]
    public async Task LoadAsync()
    {
        (await Http.SendBytesAsync("PUT", "CodeSystem/large", System.Json("large").ToArray(), FhirHttp.FhirJson, ("Prefer", "return=minimal"))).Expect(HttpStatusCode.Created);
        var watch = Stopwatch.StartNew();
        await Loaded.UntilAsync(Http, System.Url, GeneratedSystem.Code(Count - 1));
        TestContext.Progress.WriteLine($"{Count} concepts loaded {watch.Elapsed.TotalSeconds:0.0} s after they were written");
    }

    [Test]
    public async Task Every_concept_is_there()
    {
        Assert.That((await Http.ExpandAsync(System.Url + "/all", "&count=0")).Total(), Is.EqualTo(Count));
        foreach (int index in (int[])[0, 1, 2, 51, 1020, 1021, 55_555, Count - 1])
        {
            var answer = (await Http.FetchAsync($"CodeSystem/$lookup?system={System.Url}&code={GeneratedSystem.Code(index)}")).Expect(HttpStatusCode.OK);
            Assert.That((string?)answer.Parameter("display"), Is.EqualTo(GeneratedSystem.Name(index)));
        }
    }

    [Test]
    public async Task More_than_fits_is_too_costly_and_had_in_pages()
    {
        (await Http.FetchAsync($"ValueSet/$expand?url={System.Url}/all")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "too-costly");
        var page = await Http.ExpandAsync(System.Url + "/all", "&offset=99990&count=100");
        Assert.That(page.Codes(), Is.EqualTo(Enumerable.Range(99_990, 10).Select(GeneratedSystem.Code)));
        Assert.That(page.Total(), Is.EqualTo(Count));
    }

    [TestCase("急性上呼吸道", 0)]
    [TestCase("呼吸道 结石", 0)]
    [TestCase("mxgz", 0)]
    [TestCase("C3.07.2", 10)]
    public async Task A_text_finds_what_a_naive_search_does(string filter, int exact)
    {
        var page = await Http.ExpandAsync(System.Url + "/all", $"&filter={Uri.EscapeDataString(filter)}&count=50");
        string[] naive = filter == "mxgz"
            ? [.. Enumerable.Range(0, Count).Where(i => GeneratedSystem.Name(i).Contains("慢性肝脏", StringComparison.Ordinal)).Select(GeneratedSystem.Code)]
            : [.. Enumerable.Range(0, Count).Where(i => filter.Split(' ').All(w => GeneratedSystem.Name(i).Contains(w, StringComparison.Ordinal) || GeneratedSystem.Code(i).StartsWith(w, StringComparison.Ordinal))).Select(GeneratedSystem.Code)];
        if (exact > 0)
            Assert.That(naive, Has.Length.EqualTo(exact));
        if (filter != "mxgz")
            Assert.That(page.Total(), Is.EqualTo(naive.Length));
        else
            naive = [.. naive.Where(page.Codes().Contains)];
        if (filter != "mxgz")
            Assert.That(page.Codes(), Is.EqualTo(naive.Take(50)));
        else
            Assert.That(naive, Is.Not.Empty);
    }

    [Test]
    public async Task Filters_and_validation_agree_in_the_database_too()
    {
        await Http.PutAsync(Terms.Filtered("block", "large", "concept", "descendent-of", "C5.03"));
        await Http.PutAsync(Terms.Filtered("chapterx", "large", "concept", "is-a", "C5"));
        await Http.PutAsync(Terms.Filtered("regex", "large", "code", "regex", @"C5\\.0[1-3]"));
        await Http.PutAsync(Terms.ValueSet("cut", $$"""
            {"include":[{"system":"{{System.Url}}","filter":[{"property":"concept","op":"is-a","value":"C5"}]}],"exclude":[{"valueSet":["{{Terms.Root}}vs/block"]}]}
            """));
        var block = await Http.ExpandAsync(Terms.Root + "vs/block");
        Assert.That(block.Codes(), Is.EqualTo(Enumerable.Range(1, 50).Select(i => $"C5.03.{i:00}")));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/chapterx", "&count=0")).Total(), Is.EqualTo(1021));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/regex")).Codes(), Is.EqualTo(new[] { "C5.01", "C5.02", "C5.03" }));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/cut", "&count=0")).Total(), Is.EqualTo(971));
        Assert.That(await Http.IsInAsync(Terms.Root + "vs/cut", System.Url, "C5.03.07"), Is.False);
        Assert.That(await Http.IsInAsync(Terms.Root + "vs/cut", System.Url, "C5.03"), Is.True);
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$subsumes?system={System.Url}&codeA=C5&codeB=C5.03.07")).Parameter("outcome"), Is.EqualTo("subsumes"));
    }

    [Test]
    public async Task What_is_excluded_is_counted_and_left_out_of_pages()
    {
        string compose = $$"""{"include":[{"system":"{{System.Url}}"}],"exclude":[{"system":"{{System.Url}}","filter":[{"property":"code","op":"=","value":"C0.00.00"}]},{"system":"{{System.Url}}","concept":[{"code":"C0.00"},{"code":"C0.00.01"}]},{"system":"{{System.Url}}","filter":[{"property":"parent","op":"=","value":"C0.01"}]}]}""";
        await Http.PutAsync(Terms.ValueSet("without", compose));
        var page = await Http.ExpandAsync(Terms.Root + "vs/without", "&count=5");
        Assert.That(page.Codes(), Does.Not.Contain("C0.00"));
        Assert.That(page.Codes(), Has.Length.EqualTo(5));
        foreach (string code in (string[])["C0.00", "C0.00.01", "C0.01.05"])
            Assert.That(await Http.IsInAsync(Terms.Root + "vs/without", System.Url, code), Is.False, code);
        Assert.That(page.Total(), Is.GreaterThan(Count - 100).And.LessThan(Count - 40));
    }

    [Test]
    public async Task A_code_system_that_is_not_case_sensitive_is_loaded_with_codes_that_fold_to_one()
    {
        string concepts = string.Join(',', Enumerable.Range(0, 5001).Select(i => $$"""{"code":"X{{i}}"}"""));
        await Http.PutAsync($$"""{"resourceType":"CodeSystem","id":"folded","url":"{{Terms.Root}}folded","status":"active","content":"complete","concept":[{"code":"k"},{"code":"\u212a"},{{concepts}}]}""");
        await Loaded.UntilAsync(Http, Terms.Root + "folded", "x5000");
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$lookup?system={Terms.Root}folded&code=K")).Parameter("display"), Is.EqualTo("k"));
    }

    [Test]
    public async Task Searches_go_by_the_hierarchy_and_by_whole_systems()
    {
        foreach (string code in (string[])["C7.01.05", "C7.01.06", "C7.02", "C8"])
            (await Http.SendAsync("POST", "Condition", $$$"""{"resourceType":"Condition","subject":{"reference":"Patient/x"},"code":{"coding":[{"system":"{{{System.Url}}}","code":"{{{code}}}"}]}}""")).Expect(HttpStatusCode.Created);
        (await Http.SendAsync("POST", "Condition", """{"resourceType":"Condition","subject":{"reference":"Patient/x"},"code":{"coding":[{"system":"http://other","code":"C7.01.05"}]}}""")).Expect(HttpStatusCode.Created);
        Assert.That((await CountAsync($"code:below={System.Url}|C7.01"), await CountAsync($"code:below={System.Url}|C7"), await CountAsync($"code:above={System.Url}|C7.02")), Is.EqualTo((2, 3, 1)));
        Assert.That(await CountAsync($"code:in={System.Url}/all"), Is.EqualTo(4));
        Assert.That(await CountAsync($"code:not-in={System.Url}/all"), Is.EqualTo(1));
        await Http.PutAsync(Terms.Filtered("most", "large", "concept", "is-not-a", "C0"));
        var refused = (await Http.FetchAsync($"Condition?code:in={Terms.Root}vs/most", ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "value-set-not-enumerable");
        Assert.That(refused.Text, Does.Contain("more than 10000 codes"));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/most", "&count=0")).Total(), Is.EqualTo(Count - 1021));
    }

    [Test]
    public async Task A_new_version_of_the_concepts_shows_when_it_is_complete()
    {
        string url = Terms.Root + "growing";
        await PutAsync(new GeneratedSystem(url, 6000), "1");
        await Loaded.UntilAsync(Http, url, GeneratedSystem.Code(5999));
        await PutAsync(new GeneratedSystem(url, 9000), "2");
        int? total;
        do
        {
            total = (await Http.ExpandAsync(url + "/all", "&count=0")).Total();
            Assert.That(total, Is.EqualTo(6000).Or.EqualTo(9000), "never half");
        }
        while (total != 9000);

        async Task PutAsync(GeneratedSystem system, string version) =>
            await Http.SendBytesAsync("PUT", "CodeSystem/growing", system.Json("growing", version).ToArray(), FhirHttp.FhirJson, ("Prefer", "return=minimal"));
    }

    private async Task<int> CountAsync(string criteria) => (int)(await Http.FetchAsync($"Condition?_summary=count&{criteria}", ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK).Json["total"]!;
}
