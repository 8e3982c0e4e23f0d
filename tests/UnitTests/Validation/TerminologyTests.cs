using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class TerminologyTests
{
    private const string Tree = Base + "/CodeSystem/tree";

    private static readonly string TreeSystem = $$$"""
        {"resourceType":"CodeSystem","url":"{{{Tree}}}","status":"active","content":"complete","caseSensitive":true,
        "concept":[{"code":"a","display":"A","concept":[{"code":"a1","property":[{"code":"colour","valueString":"red"}]},{"code":"a2"}]},
        {"code":"b","property":[{"code":"parent","valueCode":"a2"}]}]}
        """;

    private static CodeVerdict Verdict(string include, string code, string exclude = "", string? system = Tree)
    {
        var set = $$$"""
            {"resourceType":"ValueSet","url":"{{{Base}}}/ValueSet/it","status":"active","compose":{"include":[{{{include}}}]{{{exclude}}} }}
            """;
        return new LocalTerminology(Definitions(TreeSystem, set)).Validate(new CodeQuestion(Base + "/ValueSet/it", system, null, code, null)).Verdict;
    }

    private static string Filter(string property, string op, string value) =>
        $$$"""{"system":"{{{Tree}}}","filter":[{"property":"{{{property}}}","op":"{{{op}}}","value":"{{{value}}}"}]}""";

    [TestCase("is-a", "a", "a", CodeVerdict.Valid)]
    [TestCase("is-a", "a", "b", CodeVerdict.Valid)]
    [TestCase("is-a", "a1", "a2", CodeVerdict.NotInValueSet)]
    [TestCase("descendent-of", "a", "a", CodeVerdict.NotInValueSet)]
    [TestCase("descendent-of", "a", "b", CodeVerdict.Valid)]
    [TestCase("is-not-a", "a2", "b", CodeVerdict.NotInValueSet)]
    [TestCase("generalizes", "b", "a", CodeVerdict.Valid)]
    [TestCase("regex", "a.", "a1", CodeVerdict.Valid)]
    [TestCase("regex", "a.", "b", CodeVerdict.NotInValueSet)]
    [TestCase("in", "a1,b", "b", CodeVerdict.Valid)]
    [TestCase("not-in", "a1,b", "b", CodeVerdict.NotInValueSet)]
    [TestCase("is-a", "a", "z", CodeVerdict.NotInSystem)]
    [TestCase("unheard-of", "a", "a", CodeVerdict.ValueSetUnknown)]
    public void A_filter_selects_codes(string op, string value, string code, CodeVerdict expected) =>
        Assert.That(Verdict(Filter("concept", op, value), code), Is.EqualTo(expected));

    [TestCase("=", "red", "a1", CodeVerdict.Valid)]
    [TestCase("=", "red", "a2", CodeVerdict.NotInValueSet)]
    [TestCase("exists", "true", "a1", CodeVerdict.Valid)]
    [TestCase("exists", "false", "a1", CodeVerdict.NotInValueSet)]
    public void A_filter_looks_at_properties(string op, string value, string code, CodeVerdict expected) =>
        Assert.That(Verdict(Filter("colour", op, value), code), Is.EqualTo(expected));

    [Test]
    public void What_is_excluded_is_not_in() =>
        Assert.That(
            Verdict($$$"""{"system":"{{{Tree}}}"}""", "a1", $$$""","exclude":[{"system":"{{{Tree}}}","concept":[{"code":"a1"}]}]"""),
            Is.EqualTo(CodeVerdict.NotInValueSet));

    [TestCase("A", false)]
    [TestCase("the letter", false)]
    [TestCase("字母", false)]
    [TestCase("B", true)]
    public void A_display_is_any_that_value_set_or_code_system_give(string display, bool isWrong)
    {
        var set = $$$"""
            {"resourceType":"ValueSet","url":"urn:it","compose":{"include":[{"system":"{{{Tree}}}",
            "concept":[{"code":"a","display":"The letter","designation":[{"language":"zh","value":"字母"}]}]}]}}
            """;
        var answer = new LocalTerminology(Definitions(TreeSystem, set)).Validate(new CodeQuestion("urn:it", Tree, null, "a", display));
        Assert.That((answer.Verdict, answer.Display, answer.IsDisplayWrong), Is.EqualTo((CodeVerdict.Valid, "The letter", isWrong)));
    }

    [Test]
    public void A_bare_code_is_of_any_system_that_has_it() =>
        Assert.That(Verdict($$$"""{"system":"{{{Tree}}}"}""", "a1", system: null), Is.EqualTo(CodeVerdict.Valid));

    [Test]
    public void A_system_that_is_not_loaded_is_said_to_be() =>
        Assert.That(Verdict("""{"system":"urn:not-here"}""", "a", system: "urn:not-here"), Is.EqualTo(CodeVerdict.SystemUnknown));

    [Test]
    public void Value_sets_that_include_each_other_many_times_end()
    {
        var includes = string.Join(',', Enumerable.Range(0, 12).Select(i => "{\"valueSet\":[\"" + Base + "/ValueSet/v" + i + "\"]}"));
        string[] sets =
        [
            .. Enumerable.Range(0, 12).Select(i =>
                $$$"""{"resourceType":"ValueSet","url":"{{{Base}}}/ValueSet/v{{{i}}}","compose":{"include":[{{{includes}}}]} }"""),
        ];
        var answer = new LocalTerminology(Definitions(sets)).Validate(new CodeQuestion(Base + "/ValueSet/v0", "urn:s", null, "a", null));
        Assert.That(answer.Verdict, Is.EqualTo(CodeVerdict.SystemUnknown));
    }

    [TestCase("""{"resourceType":"ValueSet","url":"urn:it","compose":"x"}""")]
    [TestCase("""{"resourceType":"ValueSet","url":"urn:it","compose":{"include":[1,{"concept":[2,{"code":3}]},{"filter":{}}]}}""")]
    [TestCase("""{"resourceType":"ValueSet","url":"urn:it"}""")]
    public void A_value_set_that_makes_no_sense_has_no_codes(string set) =>
        Assert.That(
            new LocalTerminology(Definitions(set)).Validate(new CodeQuestion("urn:it", "urn:s", null, "a", null)).Verdict, Is.Not.EqualTo(CodeVerdict.Valid));

    [TestCase("urn:ietf:bcp:13", "application/fhir+json", CodeVerdict.Valid)]
    [TestCase("urn:ietf:bcp:47", "zh-Hans-CN", CodeVerdict.Valid)]
    [TestCase("urn:ietf:bcp:47", "not a language", CodeVerdict.SystemUnknown)]
    [TestCase("urn:iso:std:iso:4217", "CNY", CodeVerdict.Valid)]
    [TestCase("urn:iso:std:iso:4217", "XYZ", CodeVerdict.SystemUnknown)]
    [TestCase("urn:iso:std:iso:3166", "CN", CodeVerdict.Valid)]
    [TestCase("urn:iso:std:iso:3166", "ZZ", CodeVerdict.SystemUnknown)]
    public void Some_systems_have_a_grammar_or_a_list(string system, string code, CodeVerdict expected) =>
        Assert.That(new LocalTerminology(Definitions()).Validate(new CodeQuestion(null, system, null, code, null)).Verdict, Is.EqualTo(expected));
}
