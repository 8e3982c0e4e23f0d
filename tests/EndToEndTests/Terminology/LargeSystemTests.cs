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

    [TestCase("parent", "exists", "false")]
    [TestCase("parent", "exists", "true")]
    [TestCase("chapter", "exists", "true")]
    [TestCase("chapter", "exists", "false")]
    [TestCase("display", "exists", "false")]
    [TestCase("definition", "exists", "true")]
    [TestCase("inactive", "=", "true")]
    [TestCase("inactive", "=", "false")]
    [TestCase("inactive", "in", "true,false")]
    [TestCase("notSelectable", "not-in", "true")]
    [TestCase("notSelectable", "=", "true")]
    [TestCase("display", "=", "(疾) 17")]
    [TestCase("display", "=", "病 18")]
    [TestCase("code", "regex", "Q4[0-9]+")]
    [TestCase("code", "regex", "Q4\\\\d|P1\\\\d")]
    [TestCase("code", "regex", "(Q4|P1)\\\\d")]
    [TestCase("code", "regex", "Q1?7")]
    [TestCase("display", "regex", "病 1[0-9]")]
    [TestCase("display", "regex", ".*99.*")]
    [TestCase("chapter", "regex", "X.")]
    [TestCase("concept", "is-not-a", "Q0")]
    [TestCase("concept", "generalizes", "Q4321")]
    [TestCase("code", "not-in", "Q1,Q2")]
    public async Task A_filter_in_the_database_selects_what_it_does_in_memory(string property, string op, string value)
    {
        const int Small = 3000, Big = 6000;
        string id = NewId();
        await Http.PutAsync(Mixed($"mem{id}", Small));
        await Http.PutAsync(Mixed($"sto{id}", Big));
        await Loaded.UntilAsync(Http, $"{Terms.Root}sto{id}", $"Q{Big - 1}");
        await Http.PutAsync(Terms.Filtered($"m{id}", $"mem{id}", property, op, value));
        await Http.PutAsync(Terms.Filtered($"s{id}", $"sto{id}", property, op, value));
        var held = await Http.ExpandAsync($"{Terms.Root}vs/m{id}");
        var stored = await Http.ExpandAsync($"{Terms.Root}vs/s{id}");
        // What is behind the smaller one's last is left out.
        string[] common = [.. stored.Codes().Where(c => int.Parse(c[1..], global::System.Globalization.CultureInfo.InvariantCulture) < Small)];
        Assert.That(common, Is.EqualTo(held.Codes().Where(c => c[0] != 'Z')));
        Assert.That(stored.Total(), Is.EqualTo(stored.Codes().Length));
        Assert.That((await Http.ExpandAsync($"{Terms.Root}vs/s{id}", "&offset=3&count=4")).Codes(), Is.EqualTo(stored.Codes().Skip(3).Take(4)));

        static string Mixed(string name, int count) => Terms.Diseases(name, concepts: "").Replace(
            "\"concept\":[{\"code\":\"A\"", $"\"concept\":[{string.Join(',', Enumerable.Range(0, count).Select(Concept))},{{\"code\":\"A\"", StringComparison.Ordinal)
            .Replace("\"code\":\"A", "\"code\":\"Z100000", StringComparison.Ordinal).Replace("\"code\":\"B", "\"code\":\"Z200000", StringComparison.Ordinal);

        static string Concept(int i) => $$"""
            {"code":"{{(i % 1000 == 10 ? "P" : "Q")}}{{i}}"{{(i % 7 == 0 ? "" : $",\"display\":\"{(i % 2 == 0 ? "病" : "(疾)")} {i}\"")}}{{(i % 500 == 0 ? ",\"definition\":\"d\"" : "")}},"property":[
             {{(i % 3 == 0 ? $"{{\"code\":\"chapter\",\"valueString\":\"X{i % 9}\"}}," : "")}}{{(i % 50 == 3 ? "{\"code\":\"inactive\",\"valueBoolean\":true}," : "")}}{{(i % 70 == 3 ? "{\"code\":\"heading\",\"valueBoolean\":true}," : "")}}
             {"code":"parent","valueCode":"{{(i % 10 == 0 ? "Q1" : $"Q{i / 10 * 10 + 1}")}}"}]}
            """;
    }

    [Test]
    public async Task Value_sets_that_narrow_each_other_down_are_pages_of_the_database()
    {
        await Http.PutAsync(Terms.Filtered("chapter9", "large", "concept", "is-a", "C9"));
        await Http.PutAsync(Terms.ValueSet("few", $$"""{"include":[{"system":"{{System.Url}}","concept":[{"code":"C9.03.07"},{"code":"C9.03"},{"code":"C8"},{"code":"NO"}]}]}"""));
        await Http.PutAsync(Terms.ValueSet("either", $$"""{"include":[{"valueSet":["{{Terms.Root}}vs/few"]},{"system":"{{System.Url}}","filter":[{"property":"parent","op":"=","value":"C9.04"}]}]}"""));
        await Http.PutAsync(Terms.ValueSet("both", $$"""{"include":[{"system":"{{System.Url}}","valueSet":["{{Terms.Root}}vs/chapter9","{{Terms.Root}}vs/either"]}],"exclude":[{"valueSet":["{{Terms.Root}}vs/none","{{Terms.Root}}vs/few"]}]}"""));
        await Http.PutAsync(Terms.ValueSet("none", """{"include":[{"system":"http://hl7.org/fhir/administrative-gender"}]}"""));
        var all = await Http.ExpandAsync(Terms.Root + "vs/both");
        Assert.That(all.Codes(), Is.EqualTo((string[])["C9.03", "C9.03.07", .. Enumerable.Range(1, 50).Select(i => $"C9.04.{i:00}")]), "excluded is what is in both of the excluded");
        var page = await Http.ExpandAsync(Terms.Root + "vs/both", "&offset=1&count=2");
        Assert.That(page.Codes(), Is.EqualTo(new[] { "C9.03.07", "C9.04.01" }));
        Assert.That(page.Total(), Is.EqualTo(52));
        foreach (string code in (string[])["C9.03", "C9.04.50", "C8", "C9.05.01"])
            Assert.That(await Http.IsInAsync(Terms.Root + "vs/both", System.Url, code), Is.EqualTo(all.Codes().Contains(code)), code);
    }

    [Test]
    public async Task A_page_of_joined_parts_goes_no_further_than_it_has_to()
    {
        await Http.PutAsync(Terms.ValueSet("joined", $$"""{"include":[{"system":"{{System.Url}}","filter":[{"property":"concept","op":"is-a","value":"C3"}]},{"system":"{{System.Url}}","filter":[{"property":"concept","op":"is-not-a","value":"C1"}]}]}"""));
        var page = await Http.ExpandAsync(Terms.Root + "vs/joined", "&offset=1020&count=3");
        Assert.That(page.Codes(), Is.EqualTo(new[] { "C3.19.50", "C0", "C0.00" }));
        Assert.That(page.Total(), Is.Null, "to count would be to walk to the end");
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/joined", "&count=0")).Total(), Is.EqualTo(Count - 1021));
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
