using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.UnitTests.Search.Parsing;

/// <summary><c>_filter</c>, by the grammar and the table of operators of R4.</summary>
[TestFixture]
internal sealed class FilterTests
{
    [TestCase("Patient", "name co \"pet\"", "name co{Patient.name}")]
    [TestCase("Patient", "given eq \"peter\" and birthdate ge 2014-10-10", "[given eq{Patient.given} & birthdate ge{Patient.birthdate}]")]
    [TestCase("Observation", "subject.name co \"pet\"", "Observation.subject→Location Patient(name co{Location.name Patient.name})")]
    [TestCase("Observation", "patient[active eq true].name co \"pet\"", "Observation.patient→Patient([active eq{Patient.active} & name co{Patient.name}])")]
    [TestCase("Observation", "patient.organization.name sw a", "Observation.patient→Patient(Patient.organization→Organization(name sw{Organization.name}))")]
    [TestCase("Patient", "not (gender eq male)", "!gender eq{Patient.gender}")]
    [TestCase("Patient", "NOT(gender eq male)", "!gender eq{Patient.gender}")]
    [TestCase("Patient", "(gender eq male)", "gender eq{Patient.gender}")]
    [TestCase("Patient", "gender eq a or gender eq b or gender eq c", "gender eq{Patient.gender}")]
    [TestCase("Patient", "gender eq a or (active eq true or gender eq b) or not (gender eq c)", "<gender eq{Patient.gender} | active eq{Patient.active} | !gender eq{Patient.gender}>")]
    [TestCase("Patient", "gender eq a and (active eq true and (family eq b and given eq c))", "[gender eq{Patient.gender} & active eq{Patient.active} & family eq{Patient.family} & given eq{Patient.given}]")]
    [TestCase("Patient", "birthdate eq 2000 or birthdate eq 2001", "birthdate eq{Patient.birthdate}x2")]
    [TestCase("Patient", "birthdate pr true", "birthdate:missing{Patient.birthdate}")]
    [TestCase("Patient", "birthdate pr false", "!birthdate:missing{Patient.birthdate}")]
    [TestCase("Patient", "_id eq 1", "_id=Patient/1")]
    [TestCase("Patient", "_id ne 1", "!_id=Patient/1")]
    [TestCase("Patient", "_lastUpdated gt 2026-03-01T00:00:00Z", "_lastUpdated 2026-03-01T00:00:01..")]
    [TestCase("Observation", "subject re Patient/1", "subject re{Observation.subject}")]
    [TestCase("Observation", "date po 2026", "date po{Observation.date}")]
    [TestCase("Patient", "gender ni http://hl7.org/fhir/ValueSet/administrative-gender", "!gender in{Patient.gender}")]
    public void A_filter_is_a_tree_of_clauses(string type, string filter, string expected) =>
        Assert.That(Sketch(type, filter), Is.EqualTo(expected));

    [Test]
    public void And_and_or_are_taken_from_left_to_right() => Assert.That(
        Sketch("Patient", "gender eq a or gender eq b and active eq true"),
        Is.EqualTo("[gender eq{Patient.gender} & active eq{Patient.active}]"));

    [TestCase("family eq \"Zhang\"", "Patient.family+zhang")]
    [TestCase("family ne Zhang", "Patient.family+..Patient.family+zhang Patient.family+zhang\u0001..Patient.family,")]
    [TestCase("family gt b", "Patient.family+b\u0001..Patient.family,")]
    [TestCase("family ge b", "Patient.family+b..Patient.family,")]
    [TestCase("family lt b", "Patient.family+..Patient.family+b")]
    [TestCase("family le b", "Patient.family+..Patient.family+b\u0001")]
    [TestCase("family ew \"a.b\"", "Patient.family+..Patient.family,~a\\.b$")]
    public void Strings_are_compared_by_their_folded_text(string filter, string expected) =>
        Assert.That(Entries("Patient", filter), Is.EqualTo(expected));

    [Test]
    public void An_unequal_token_is_any_other_of_the_same_kind() => Assert.That(
        Entries("Patient", "identifier ne http://a|1"),
        Is.EqualTo("Patient.identifier!..Patient.identifier!http://a|1 Patient.identifier!http://a|1\u0001..Patient.identifier\""));

    [Test]
    public void Well_known_code_systems_have_short_names() =>
        Assert.That(Entries("Observation", "code eq loinc|1234-5"), Is.EqualTo(Entries("Observation", "code eq http://loinc.org|1234-5")));

    [Test]
    public void A_quoted_value_is_a_JSON_string() =>
        Assert.That(Entries("Patient", "family eq \"a \\\"b\\\" \\u00e9)\""), Is.EqualTo(Entries("Patient", "family eq \"A \\\"B\\\" é)\"")));

    [Test]
    public void Alternatives_of_one_parameter_are_one_condition() =>
        Assert.That(Entries("Patient", string.Join(" or ", Enumerable.Range(0, 500).Select(i => $"family eq f{i}"))).Split(' '), Has.Length.EqualTo(500).And.Contain("Patient.family+f499"));

    [TestCase(15, false)]
    [TestCase(16, true)]
    [TestCase(60, true)]
    public void And_and_or_may_take_turns_as_deep_as_brackets(int turns, bool refused)
    {
        string filter = "active eq true" + string.Concat(Enumerable.Range(0, turns).Select(i => i % 2 == 0 ? " and family eq a" : " or given eq b"));
        if (refused)
            Assert.That(Refused("Patient", filter).Issues[0].Diagnostics, Does.Contain("take turns more than 16 levels deep"));
        else
            Assert.That(Sketch("Patient", filter), Does.Contain("given eq"));
        string grouped = string.Join(" or ", Enumerable.Range(0, turns).Select(_ => "(active eq true and family eq a)"));
        Assert.That(Sketch("Patient", grouped), Does.Contain("family eq"));
    }

    [Test]
    public void More_than_a_thousand_tests_are_refused() => Assert.That(
        Refused("Patient", string.Join(" or ", Enumerable.Repeat("active eq true", 1001))).Issues[0].Diagnostics, Does.Contain("more than 1000 tests"));

    [TestCase("name", "a space and an operator are missing, at character 5")]
    [TestCase("name eq", "a space and a value are missing, at character 8")]
    [TestCase("name eq a b", "'and', 'or' or the end is expected, at character 11 near 'b'")]
    [TestCase("(name eq a", "')' is missing, at character 11")]
    [TestCase("name eq \"a", "the closing quote of a string is missing, at character 9")]
    [TestCase("name eq \"\\x\"", "JSON has no such escape, at character 10")]
    [TestCase("name eq \"\\ud800\"", "half of a surrogate pair, or U+0000")]
    [TestCase("name xx a", "'xx' in 'name xx a' is not an operator")]
    [TestCase("name pr maybe", "'pr' takes true or false")]
    [TestCase("patient[active eq true] eq a", "behind ']' a '.' and a parameter are missing")]
    [TestCase("1 eq 1", "the name of a parameter is expected, at character 1")]
    [TestCase("((((((((((((((((((name eq a))))))))))))))))))", "brackets are nested deeper than 16 levels")]
    public void What_is_no_filter_is_refused_with_its_place(string filter, string words)
    {
        var refusal = Refused("Patient", filter);
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Kind, Is.EqualTo(FaultKind.Invalid));
            Assert.That(refusal.Issues[0].Diagnostics, Does.Contain(words));
        });
    }

    [TestCase("Patient", "birthdate co 2000", "'birthdate' does not support the operator 'co', only eq, ne, gt")]
    [TestCase("Patient", "gender sw m", "only eq, ne, ss, sb, in, ni and pr")]
    [TestCase("Observation", "code-value-quantity eq a", "only pr")]
    [TestCase("Patient", "_text co a", "as a parameter of its own")]
    [TestCase("Patient", "nam eq a", "Did you mean 'name'?")]
    [TestCase("Observation", "related[type eq has-component].target re Observation/4", "no search parameter 'related'")]
    public void What_a_filter_cannot_do_here_is_named(string type, string filter, string words)
    {
        var refusal = Refused(type, filter);
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Kind, Is.EqualTo(FaultKind.NotSupported));
            Assert.That(refusal.Issues[0].Diagnostics, Does.Contain(words));
        });
    }

    private static string Url(string type, string filter) => $"{type}?_filter={Uri.EscapeDataString(filter)}";

    private static string Sketch(string type, string filter) => Searching.Sketch(Url(type, filter));

    private static FhirException Refused(string type, string filter) => Searching.Refused(Url(type, filter));

    private static string Entries(string type, string filter)
    {
        var clause = (EntriesMatch)((AllOf)Searching.Parse(Url(type, filter)).Where).Clauses[0];
        return string.Join(' ', clause.Conditions.SelectMany(c => c.Equal.Concat(c.Within.Select(Range))));
    }

    private static string Range(EntryRange range) => $"{range.From}..{range.To}{(range.Pattern is null ? "" : "~" + range.Pattern)}";
}
