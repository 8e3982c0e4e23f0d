namespace FhirHub.EndToEndTests.Terminology;

/// <summary>ValueSet/$expand</summary>
[TestFixture]
internal sealed class ExpandTests : ServerTests
{
    private const string System = Terms.Root + "dis";
    private const string All = System + "/all";

    [OneTimeSetUp]
    public async Task StoreAsync() => await Http.PutAsync(Terms.Diseases("dis"));

    [Test]
    public async Task A_value_set_of_R4_is_expanded_by_its_url()
    {
        var expansion = await Http.ExpandAsync("http://hl7.org/fhir/ValueSet/administrative-gender");
        Assert.That(expansion.Codes(), Is.EqualTo(new[] { "male", "female", "other", "unknown" }));
        Assert.That(expansion.Total(), Is.EqualTo(4));
        Assert.That((string?)expansion.Json["url"], Is.EqualTo("http://hl7.org/fhir/ValueSet/administrative-gender"));
        Assert.That((string?)expansion.Json["status"], Is.EqualTo("active"));
        Assert.That(expansion.Json.ContainsKey("compose"), Is.False);
    }

    [Test]
    public async Task All_codes_of_a_code_system_have_the_value_set_that_it_names() =>
        Assert.That((await Http.ExpandAsync(All)).Codes(), Is.EqualTo(new[] { "A", "A1", "A11", "A2", "B", "B1" }));

    [TestCase("concept", "is-a", "A1", "A1 A11")]
    [TestCase("concept", "descendent-of", "A", "A1 A11 A2")]
    [TestCase("concept", "is-not-a", "A", "B B1")]
    [TestCase("concept", "generalizes", "A11", "A A1 A11")]
    [TestCase("chapter", "=", "X", "A A1")]
    [TestCase("chapter", "in", "X, Y", "A A1 B1")]
    [TestCase("chapter", "not-in", "X", "A11 A2 B B1")]
    [TestCase("chapter", "exists", "true", "A A1 B1")]
    [TestCase("chapter", "exists", "false", "A11 A2 B")]
    [TestCase("code", "regex", "A[0-9]", "A1 A2")]
    [TestCase("display", "regex", ".*呼吸.*", "A A1")]
    [TestCase("code", "in", "B1,A", "A B1")]
    [TestCase("parent", "=", "A", "A1 A2")]
    [TestCase("inactive", "=", "true", "B1")]
    public async Task A_filter_selects(string property, string op, string value, string codes)
    {
        string id = NewId();
        await Http.PutAsync(Terms.Filtered(id, "dis", property, op, value));
        var expansion = await Http.ExpandAsync($"{Terms.Root}vs/{id}");
        Assert.That(string.Join(' ', expansion.Codes()), Is.EqualTo(codes));
        foreach (string code in (string[])["A", "A1", "A11", "A2", "B", "B1"])
            Assert.That(await Http.IsInAsync($"{Terms.Root}vs/{id}", System, code), Is.EqualTo(codes.Split(' ').Contains(code)), code);
    }

    [TestCase("急性", "A1 A11")]
    [TestCase("呼吸", "A A1")]
    [TestCase("感染 急性", "A1")]
    [TestCase("jxshxdgr", "A1")]
    [TestCase("shx", "A1")]
    [TestCase("feiyan", "A2")]
    [TestCase("fy", "A2")]
    [TestCase("changqi", "B1")]
    [TestCase("pneu", "A2")]
    [TestCase("UPPER", "A1")]
    [TestCase("a1", "A1 A11")]
    [TestCase("nothing", "")]
    public async Task A_text_finds_by_code_name_word_and_pinyin(string filter, string codes) =>
        Assert.That(string.Join(' ', (await Http.ExpandAsync(All, $"&filter={Uri.EscapeDataString(filter)}")).Codes()), Is.EqualTo(codes));

    [Test]
    public async Task Pages_join_to_the_whole()
    {
        var pages = new List<string>();
        for (int offset = 0; offset < 6; offset += 4)
        {
            var page = await Http.ExpandAsync(All, $"&offset={offset}&count=4");
            Assert.That(page.Total(), Is.EqualTo(6));
            Assert.That((int?)page.Json["expansion"]!["offset"], Is.EqualTo(offset));
            pages.AddRange(page.Codes());
        }

        Assert.That(pages, Is.EqualTo((await Http.ExpandAsync(All)).Codes()));
        Assert.That((await Http.ExpandAsync(All, "&count=0")).Codes(), Is.Empty);
    }

    [Test]
    public async Task Names_come_in_the_language_asked_for()
    {
        var english = await Http.ExpandAsync(All, "&displayLanguage=en");
        Assert.That(Displays(english), Is.EqualTo(new[] { "呼吸系统疾病", "Acute upper respiratory infection", "急性鼻咽炎", "Pneumonia", "旧目录", "长期咳嗽" }));
        Assert.That(Displays(await Http.ExpandAsync(All, "&displayLanguage=zh"))[1], Is.EqualTo("急性上呼吸道感染"));
    }

    [Test]
    public async Task Designations_come_when_asked_for()
    {
        var all = await Http.ExpandAsync(All, "&includeDesignations=true");
        Assert.That((string?)Item(all, "A2")["designation"]![0]!["value"], Is.EqualTo("Pneumonia"));
        Assert.That(Item(await Http.ExpandAsync(All), "A2").ContainsKey("designation"), Is.False);
        Assert.That(Item(await Http.ExpandAsync(All, "&designation=preferred"), "A1").ContainsKey("designation"), Is.False);
        Assert.That(Item(await Http.ExpandAsync(All, "&designation=urn:ietf:bcp:47%7Cen"), "A1").ContainsKey("designation"), Is.True);
    }

    [Test]
    public async Task Inactive_and_abstract_codes_are_marked_and_can_be_left_out()
    {
        var all = await Http.ExpandAsync(All);
        Assert.That((bool?)Item(all, "B1")["inactive"], Is.True);
        Assert.That((bool?)Item(all, "B")["abstract"], Is.True);
        Assert.That((await Http.ExpandAsync(All, "&activeOnly=true")).Codes(), Is.EqualTo(new[] { "A", "A1", "A11", "A2", "B" }));
        Assert.That((await Http.ExpandAsync(All, "&excludeNotForUI=true")).Codes(), Does.Not.Contain("B"));
    }

    [Test]
    public async Task Nested_codes_stand_below_those_above_them()
    {
        var tree = (await Http.ExpandAsync(All, "&excludeNested=false")).Json["expansion"]!["contains"]!.AsArray();
        Assert.That(tree.Select(t => (string?)t!["code"]), Is.EqualTo(new[] { "A", "B" }));
        Assert.That((string?)tree[0]!["contains"]![0]!["contains"]![0]!["code"], Is.EqualTo("A11"));
    }

    [Test]
    public async Task Properties_come_when_asked_for()
    {
        var item = Item(await Http.ExpandAsync(All, "&property=chapter&property=parent"), "A1");
        Assert.That(item["extension"]!.AsArray().Select(e => (string?)e!["extension"]![0]!["valueCode"]), Is.EqualTo(new[] { "chapter", "parent" }));
        Assert.That((string?)item["extension"]![0]!["extension"]![1]!["valueString"], Is.EqualTo("X"));
    }

    [Test]
    public async Task Parts_of_a_value_set_are_joined_narrowed_down_and_excluded()
    {
        await Http.PutAsync(Terms.ValueSet("inner", $$"""{"include":[{"system":"{{System}}","filter":[{"property":"concept","op":"is-a","value":"A"}]}]}"""));
        await Http.PutAsync(Terms.ValueSet("outer", $$"""
            {"include":[{"system":"{{System}}","concept":[{"code":"B1","display":"咳嗽"},{"code":"A2"}]},{"valueSet":["{{Terms.Root}}vs/inner"]},
                        {"system":"{{System}}","filter":[{"property":"chapter","op":"=","value":"Y"}],"valueSet":["{{Terms.Root}}vs/inner"]}],
             "exclude":[{"system":"{{System}}","concept":[{"code":"A11"}]}]}
            """));
        var expansion = await Http.ExpandAsync(Terms.Root + "vs/outer");
        Assert.That(expansion.Codes(), Is.EqualTo(new[] { "B1", "A2", "A", "A1" }));
        Assert.That(Displays(expansion)[0], Is.EqualTo("咳嗽"));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/outer", "&offset=1&count=2")).Codes(), Is.EqualTo(new[] { "A2", "A" }));
    }

    [Test]
    public async Task Value_sets_that_include_each_other_are_refused()
    {
        await Http.PutAsync(Terms.ValueSet("c1", $$"""{"include":[{"valueSet":["{{Terms.Root}}vs/c2"]}]}"""));
        await Http.PutAsync(Terms.ValueSet("c2", $$"""{"include":[{"valueSet":["{{Terms.Root}}vs/c1"]}]}"""));
        var refused = (await Http.FetchAsync($"ValueSet/$expand?url={Terms.Root}vs/c1")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "value-set-open");
        Assert.That(refused.Text, Does.Contain("include each other"));
    }

    [Test]
    public async Task A_change_shows_at_once()
    {
        await Http.PutAsync(Terms.ValueSet("changing", $$"""{"include":[{"system":"{{System}}","concept":[{"code":"A"}]}]}"""));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/changing")).Codes(), Is.EqualTo(new[] { "A" }));
        await Http.PutAsync(Terms.ValueSet("changing", $$"""{"include":[{"system":"{{System}}","concept":[{"code":"B"}]}]}"""));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/changing")).Codes(), Is.EqualTo(new[] { "B" }));
        (await Http.SendAsync("DELETE", "ValueSet/changing")).Expect(HttpStatusCode.NoContent);
        (await Http.FetchAsync($"ValueSet/$expand?url={Terms.Root}vs/changing")).ExpectIssue(HttpStatusCode.NotFound, "value-set-unknown");
        (await Http.FetchAsync("ValueSet/changing/$expand")).Expect(HttpStatusCode.Gone);
    }

    [Test]
    public async Task A_value_set_may_be_named_by_its_id_given_whole_or_without_url()
    {
        string noUrl = $$$"""{"resourceType":"ValueSet","id":"nourl","status":"draft","compose":{"include":[{"system":"{{{System}}}","concept":[{"code":"A2"}]}]}}""";
        await Http.PutAsync(noUrl);
        Assert.That((await Http.FetchAsync("ValueSet/nourl/$expand")).Expect(HttpStatusCode.OK).Codes(), Is.EqualTo(new[] { "A2" }));
        string body = $$"""{"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":{{noUrl}}},{"name":"displayLanguage","valueCode":"en"}]}""";
        var posted = (await Http.SendAsync("POST", "ValueSet/$expand", body)).Expect(HttpStatusCode.OK);
        Assert.That(Displays(posted), Is.EqualTo(new[] { "Pneumonia" }));
        Assert.That((await Http.SendAsync("POST", "ValueSet/$expand", noUrl)).Expect(HttpStatusCode.OK).Codes(), Is.EqualTo(new[] { "A2" }), "the body itself");
    }

    [TestCase("""{"name":"filter","valueBoolean":true}""")]
    [TestCase("""{"name":"property","valueInteger":5}""")]
    [TestCase("""{"name":"designation","valueInteger":5}""")]
    [TestCase("""{"name":"system-version","valueInteger":5}""")]
    public async Task A_parameter_of_another_type_is_refused(string parameter)
    {
        string body = $$"""{"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"{{All}}"},{{parameter}}]}""";
        (await Http.SendAsync("POST", "ValueSet/$expand", body)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
    }

    [Test]
    public async Task Answers_say_that_they_depend_on_the_language() =>
        Assert.That((await Http.ExpandAsync(All)).Header("Vary"), Does.Contain("Accept-Language"));

    [TestCase("", "parameter-required")]
    [TestCase("?url=http://nowhere", "value-set-unknown")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&date=2020-01-01", "parameter-unsupported")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&context=x", "parameter-required")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&count=-1", "parameter-invalid")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&count=1000000", "too-costly")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&activeOnly=yes", "parameter-invalid")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&system-version=x", "parameter-invalid")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&url=x", "parameter-repeated")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/administrative-gender&foo=bar", "parameter-unknown")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/condition-code", "value-set-open")]
    [TestCase("?url=http://hl7.org/fhir/ValueSet/mimetypes", "value-set-open")]
    public async Task What_cannot_be_expanded_says_why(string query, string issue)
    {
        var answer = await Http.FetchAsync("ValueSet/$expand" + query);
        Assert.That(answer.IssueCodes, Does.Contain(issue), answer.Text);
        Assert.That((int)answer.Status, Is.InRange(400, 499));
    }

    [Test]
    public async Task Versions_of_a_code_system_are_chosen()
    {
        await Http.PutAsync(Terms.Diseases("ver1", "2.9").Replace($"{Terms.Root}ver1", $"{Terms.Root}ver", StringComparison.Ordinal));
        await Http.PutAsync(Terms.Diseases("ver2", "2.10", concepts: ",{\"code\":\"C\",\"display\":\"New\"}").Replace($"{Terms.Root}ver2", $"{Terms.Root}ver", StringComparison.Ordinal));
        await Http.PutAsync(Terms.ValueSet("ofver", $$"""{"include":[{"system":"{{Terms.Root}}ver"}]}"""));
        string set = Terms.Root + "vs/ofver";
        Assert.That((await Http.ExpandAsync(set)).Codes(), Does.Contain("C"), "the newest");
        Assert.That((await Http.ExpandAsync(set, $"&system-version={Terms.Root}ver%7C2.9")).Codes(), Does.Not.Contain("C"));
        Assert.That((await Http.ExpandAsync(set, $"&force-system-version={Terms.Root}ver%7C2.9")).Codes(), Does.Not.Contain("C"));
        Assert.That((await Http.ExpandAsync(set, $"&exclude-system={Terms.Root}ver")).Codes(), Is.Empty);
        (await Http.FetchAsync($"ValueSet/$expand?url={set}&system-version={Terms.Root}ver%7C3")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "value-set-open");
        Assert.That((await Http.ExpandAsync(set)).Text, Does.Contain("ver|2.10"));
    }

    [Test]
    public async Task A_supplement_adds_names_and_a_fragment_is_marked()
    {
        await Http.PutAsync(Terms.Diseases("frag", content: "fragment"));
        await Http.PutAsync($$"""
            {"resourceType":"CodeSystem","id":"supp","url":"{{Terms.Root}}supp","status":"active","content":"supplement","supplements":"{{Terms.Root}}frag",
             "concept":[{"code":"A11","designation":[{"language":"en","value":"Nasopharyngitis"}]},{"code":"NEW","display":"Not added"}]}
            """);
        var expansion = await Http.ExpandAsync(Terms.Root + "frag/all", "&displayLanguage=en");
        Assert.That(Displays(expansion), Does.Contain("Nasopharyngitis"));
        Assert.That(expansion.Codes(), Does.Not.Contain("NEW"));
        Assert.That((bool?)expansion.Json["expansion"]!["extension"]![0]!["valueBoolean"], Is.True, "unclosed");
    }

    private static string[] Displays(Answer expansion) => [.. Terms.Contained(expansion.Json["expansion"]!.AsObject()).Select(c => (string)c["display"]!)];

    private static JsonObject Item(Answer expansion, string code) => Terms.Contained(expansion.Json["expansion"]!.AsObject()).Single(c => (string?)c["code"] == code);
}
