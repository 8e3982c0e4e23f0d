using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class ValueSetTests
{
    private const string Tree = """{"code":"A","concept":[{"code":"A1"},{"code":"A2"}]},{"code":"B"}""";
    private const string System = Known.Root + "tree";

    [Test]
    public async Task A_listed_code_that_its_complete_code_system_has_not_is_out()
    {
        var known = Known.Of(Known.System("tree", Tree), Known.Set("typo", $$"""{"include":[{"system":"{{System}}","concept":[{"code":"A"},{"code":"NOPE"}]}]}"""));
        Assert.That(Known.Codes(await known.ExpandAsync("url", Known.Root + "vs/typo")), Is.EqualTo("A"));
        var answer = await known.ValidateInSetAsync(null, "url", Known.Root + "vs/typo", "system", System, "code", "NOPE");
        Assert.That(Known.Result(answer), Is.False);
        Assert.That(Known.Parameter(answer, "message").GetString(), Does.Contain("no such code"));
    }

    [TestCase("""{"system":"http://terms.example/tree","concept":[{"code":"A"}],"filter":[{"property":"concept","op":"is-a","value":"B"}]}""", "vsd-3")]
    [TestCase("""{"concept":[{"code":"A"}],"valueSet":["http://terms.example/vs/fine"]}""", "vsd-2")]
    public async Task What_a_part_may_not_say_is_refused(string include, string rule)
    {
        var known = Known.Of(Known.System("tree", Tree), Known.Set("fine", $$"""{"include":[{"system":"{{System}}"}]}"""), Known.Set("both", $$"""{"include":[{{include}}]}"""));
        var fault = await Known.FaultAsync(() => known.ExpandAsync("url", Known.Root + "vs/both"));
        Assert.That(fault.Issues[0].Code, Is.EqualTo("value-set-open"));
        Assert.That(fault.Message, Does.Contain(rule));
        await Known.FaultAsync(() => known.ValidateInSetAsync(null, "url", Known.Root + "vs/both", "system", System, "code", "A"));
    }

    [Test]
    public async Task A_version_of_a_value_set_may_include_another_version()
    {
        var known = Known.Of(
            Known.System("tree", Tree),
            Known.Set("ver", $$"""{"include":[{"system":"{{System}}","concept":[{"code":"A"}]}]}""", "1"),
            Known.Set("ver", $$"""{"include":[{"valueSet":["{{Known.Root}}vs/ver|1"]},{"system":"{{System}}","concept":[{"code":"B"}]}]}""", "2"));
        Assert.That(Known.Codes(await known.ExpandAsync("url", Known.Root + "vs/ver")), Is.EqualTo("A B"));
        Assert.That(Known.Codes(await known.ExpandAsync("ValueSet/ver-2", [])), Is.EqualTo("A B"));
    }

    [Test]
    public async Task Value_sets_that_include_each_other_are_refused_by_url_and_by_id()
    {
        var known = Known.Of(
            Known.Set("a", $$"""{"include":[{"valueSet":["{{Known.Root}}vs/b"]}]}"""),
            Known.Set("b", $$"""{"include":[{"valueSet":["{{Known.Root}}vs/a|1.0"]}]}"""));
        Assert.That((await Known.FaultAsync(() => known.ExpandAsync("url", Known.Root + "vs/a"))).Message, Does.Contain("include each other"));
        Assert.That((await Known.FaultAsync(() => known.ExpandAsync("ValueSet/a-1.0", []))).Message, Does.Contain("include each other"));
    }

    [Test, CancelAfter(10_000)]
    public async Task Value_sets_that_multiply_are_bounded(CancellationToken cancellationToken)
    {
        string[] chain = [.. Enumerable.Range(0, 15).Select(i => Known.Set($"c{i}", $$"""{"include":[{{string.Join(',', Enumerable.Repeat($$"""{"valueSet":["{{Known.Root}}vs/c{{i + 1}}"]}""", 3))}}]}"""))];
        var known = Known.Of([.. chain, Known.System("tree", Tree), Known.Set("c15", $$"""{"include":[{"system":"{{System}}"}]}""")]);
        var fault = await Known.FaultAsync(() => Task.Run(() => known.ExpandAsync("url", Known.Root + "vs/c0"), cancellationToken));
        Assert.That(fault.Message, Does.Contain("more than 5000 parts"));
        Assert.That(Known.Codes(await known.ExpandAsync("url", Known.Root + "vs/c12")), Is.EqualTo("A A1 A2 B"));
    }

    [TestCase("is-a", "subsumes", "A A1 A2")]
    [TestCase("grouped-by", "not-subsumed", "A")]
    [TestCase("part-of", "not-subsumed", "A")]
    public async Task Only_a_hierarchy_of_meanings_subsumes(string meaning, string outcome, string below)
    {
        var known = Known.Of(
            Known.System("tree", Tree, $"\"hierarchyMeaning\":\"{meaning}\","),
            Known.Set("below", $$"""{"include":[{"system":"{{System}}","filter":[{"property":"concept","op":"is-a","value":"A"}]}]}"""));
        Assert.That(await known.SubsumesAsync(null, "system", System, "codeA", "A", "codeB", "A1"), Is.EqualTo(outcome));
        Assert.That(Known.Codes(await known.ExpandAsync("url", Known.Root + "vs/below")), Is.EqualTo(below));
    }

    [Test]
    public async Task Groups_still_nest()
    {
        var known = Known.Of(Known.System("tree", Tree, "\"hierarchyMeaning\":\"grouped-by\","), Known.Set("all", $$"""{"include":[{"system":"{{System}}"}]}"""));
        var expansion = await known.ExpandAsync("url", Known.Root + "vs/all", "excludeNested", "false");
        Assert.That(Known.Codes(expansion), Is.EqualTo("A B"));
    }

    [Test]
    public void Nobody_takes_the_place_of_what_FHIR_defines()
    {
        const string Gender = "http://hl7.org/fhir/administrative-gender";
        var snapshot = Known.Of(Known.System("mine", "").Replace(Known.Root + "mine", Gender, StringComparison.Ordinal)).Snapshot;
        Assert.That(snapshot.Find(TermTypes.CodeSystem, Gender, null)!.Key, Is.Null);
        Assert.That(snapshot.Find(TermTypes.CodeSystem, Gender, "1.0")!.Key, Is.EqualTo("CodeSystem/mine"));
    }

    [Test]
    public async Task Deep_nesting_is_refused_and_a_long_chain_too()
    {
        string chain = string.Join(',', Enumerable.Range(0, 700).Select(i => i == 0 ? """{"code":"C0"}""" : $$"""{"code":"C{{i}}","property":[{"code":"parent","valueCode":"C{{i - 1}}"}]}"""));
        var known = Known.Of(Known.System("tree", chain), Known.Set("all", $$"""{"include":[{"system":"{{System}}"}]}"""));
        Assert.That((await Known.FaultAsync(() => known.ExpandAsync("url", Known.Root + "vs/all", "excludeNested", "false"))).Issues[0].Code, Is.EqualTo("too-costly"));
        Assert.That(Known.Codes(await known.ExpandAsync("url", Known.Root + "vs/all", "count", "1")), Is.EqualTo("C0"));
        string parents = string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"code":"C{{i}}","property":[{"code":"parent","valueCode":"C{{i + 1}}"}]}"""));
        var deep = Known.Of(Known.System("tree", parents), Known.Set("all", $$"""{"include":[{"system":"{{System}}"}]}"""));
        Assert.That((await Known.FaultAsync(() => deep.ExpandAsync("url", Known.Root + "vs/all"))).Issues[0].Code, Is.EqualTo("code-system-unusable"));
    }
}
