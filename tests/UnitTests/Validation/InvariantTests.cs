using FhirHub.Engine.Validation;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class InvariantTests
{
    private const string Named = """{"resourceType":"Patient","id":"p1","active":true,"name":[{"family":"Li"},{"family":"Wang","given":["A"]}],"birthDate":"1980-02-03"}""";

    private static string Rule(string expression, string path = "Patient", string severity = "error", string more = "") =>
        Profile(
            "it", "Patient",
            $$$"""{"id":"{{{path}}}","path":"{{{path}}}","constraint":[{"key":"t-1","severity":"{{{severity}}}","human":"told","expression":"{{{expression}}}"{{{more}}}}]}""")
        // The root is in the differential already.
        .Replace("""{"id":"Patient","path":"Patient"},{"id":"Patient",""", """{"id":"Patient",""", StringComparison.Ordinal);

    [TestCase("name.exists()", true)]
    [TestCase("name.empty()", false)]
    [TestCase("name.exists() and contact.empty()", true)]
    [TestCase("name.empty() or contact.exists()", false)]
    [TestCase("name.exists() implies contact.exists()", false)]
    [TestCase("contact.exists() implies name.empty()", true)]
    [TestCase("name.exists() xor active.exists()", false)]
    [TestCase("active = true", true)]
    [TestCase("active.not()", false)]
    [TestCase("gender = 'male'", true)]
    [TestCase("birthDate != '1980-02-03'", false)]
    [TestCase("name.where(family = 'Wang').given.exists()", true)]
    [TestCase("name.where(family = 'Li').given.exists()", false)]
    [TestCase("name.all(family.exists())", true)]
    [TestCase("name.exists(family = 'Zhao')", false)]
    [TestCase("name.family.hasValue()", false)]
    [TestCase("name.count() = 2", true)]
    [TestCase("name.given.count() > 1", false)]
    [TestCase("name.family.first().matches('^[A-Z]')", true)]
    [TestCase("name.family.first().matches('^[a-z]')", false)]
    [TestCase("birthDate < @2000-01-01", true)]
    [TestCase("%resource.id = 'p1'", true)]
    [TestCase("%resource.name.count() = 3", false)]
    [TestCase("%ucum = 'http://unitsofmeasure.org'", true)]
    [TestCase("%context.name.exists()", true)]
    [TestCase("name.family.isDistinct()", true)]
    public void An_invariant_holds_when_it_is_true_or_empty(string expression, bool holds) =>
        Assert.That(Validating.Lines(Named, Definitions(Rule(expression)), "it"), Is.EqualTo(holds ? [] : new[] { "error t-1 Patient" }));

    [TestCase("male", true)]
    [TestCase("other", false)]
    public void An_invariant_may_ask_for_membership_in_a_value_set(string gender, bool holds) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","gender":"{{{gender}}}"}""",
                Definitions(
                    Rule($"gender.memberOf('{Base}/ValueSet/two')"),
                    ValueSet("two", "http://hl7.org/fhir/administrative-gender", "male", "female")),
                "it"),
            Is.EqualTo(holds ? [] : new[] { "error t-1 Patient" }));

    [TestCase("name.all(conformsTo('{0}/StructureDefinition/whole'))", "error t-1 Patient")]
    [TestCase("name.last().conformsTo('{0}/StructureDefinition/whole')", "")]
    [TestCase("conformsTo('{0}/StructureDefinition/named')", "")]
    [TestCase("conformsTo('{0}/StructureDefinition/born')", "error t-1 Patient")]
    [TestCase("conformsTo('{0}/StructureDefinition/it')", "")]
    [TestCase("conformsTo('http://hl7.org/fhir/StructureDefinition/Group')", "error t-1 Patient")]
    [TestCase("name.first().conformsTo('http://hl7.org/fhir/StructureDefinition/HumanName')", "")]
    [TestCase("conformsTo('urn:not-here')", "warning invariant-not-evaluated Patient")]
    [TestCase("conformsTo('{0}/StructureDefinition/tried') and name.count() = 2", "")]
    public void An_invariant_may_ask_for_conformance(string expression, string expected) =>
        Assert.That(
            Validating.Lines(
                Named,
                Definitions(
                    Rule(expression.Replace("{0}", Base, StringComparison.Ordinal)),
                    Profile("whole", "HumanName", """{"id":"HumanName.given","path":"HumanName.given","min":1}"""),
                    Profile("named", "Patient", """{"id":"Patient.name","path":"Patient.name","min":1}"""),
                    Profile("born", "Patient", """{"id":"Patient.deceased[x]","path":"Patient.deceased[x]","min":1}"""),
                    Profile("tried", "Patient", """{"id":"Patient.name","path":"Patient.name","constraint":[{"key":"n-1","severity":"error","human":"x","expression":"family.lower().length() > 0"}]}""")),
                "it"),
            Is.EqualTo(expected.Length == 0 ? [] : new[] { expected }));

    [Test]
    public void Two_profiles_that_ask_for_each_other_end() =>
        Assert.That(
            Validating.Lines(
                Named,
                Definitions(Rule($"conformsTo('{Base}/StructureDefinition/other')"), Rule($"conformsTo('{Base}/StructureDefinition/it')").Replace(Url("it"), Url("other"), StringComparison.Ordinal)),
                "it"),
            Is.Empty);

    [Test]
    public void Membership_in_a_value_set_that_is_not_loaded_breaks_nothing() =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Patient","gender":"male"}""", Definitions(Rule("gender.memberOf('urn:not-here')")), "it"), Is.Empty);

    [Test]
    public void An_invariant_of_an_element_is_asked_of_each_item() =>
        Assert.That(Validating.Lines(Named, Definitions(Rule("given.exists()", "Patient.name")), "it"), Is.EqualTo(new[] { "error t-1 Patient.name[0]" }));

    [Test]
    public void The_severity_is_that_of_the_invariant() =>
        Assert.That(Validating.Lines(Named, Definitions(Rule("contact.exists()", severity: "warning")), "it"), Is.EqualTo(new[] { "warning t-1 Patient" }));

    [TestCase(BestPractice.Ignore, "")]
    [TestCase(BestPractice.Warn, "warning")]
    [TestCase(BestPractice.Enforce, "error")]
    public void Best_practice_is_what_the_options_make_of_it(BestPractice bestPractice, string severity)
    {
        var rule = Rule("contact.exists()", more: ""","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice","valueBoolean":true}]""");
        var lines = Validating.Lines(Named, Definitions(rule), new ValidationOptions { Profiles = [Url("it")], BestPractice = bestPractice });
        Assert.That(lines.Where(l => l.Contains("t-1", StringComparison.Ordinal)), Is.EqualTo(severity.Length == 0 ? [] : new[] { severity + " t-1 Patient" }));
    }

    [TestCase("name.nonsense(1)")]
    [TestCase("name..family")]
    [TestCase("name.family.matches('[')")]
    [TestCase("name.single().exists()")]
    public void One_that_cannot_be_evaluated_is_an_issue_by_itself(string expression) =>
        Assert.That(Validating.Lines(Named, Definitions(Rule(expression)), "it"), Is.EqualTo(new[] { "warning invariant-not-evaluated Patient" }));

    [TestCase("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$') or true")]
    [TestCase("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(?=(a+)+$)x') or true")]
    [TestCase("('a').repeat($this + 'a').count() > 0")]
    [TestCase("descendants().select(%resource.descendants().select(%resource.descendants().count() > 0)).exists()")]
    public void A_hostile_expression_ends_soon(string expression)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var lines = Validating.Lines(Named, Definitions(Rule(expression)), "it");
        Assert.Multiple(() =>
        {
            Assert.That(lines.Where(l => !l.StartsWith("warning invariant-not-evaluated", StringComparison.Ordinal)), Is.Empty);
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        });
    }

    [TestCase("(name.given | name.family).count() > 0", "warning invariant-not-evaluated Patient")]
    [TestCase("name.given.distinct().count() > 0", "warning invariant-not-evaluated Patient")]
    [TestCase("name.given.isDistinct()", "")]
    [TestCase("name.family.isDistinct()", "error t-1 Patient")]
    [TestCase("descendants().given.isDistinct()", "")]
    public void Comparing_thousands_with_each_other_is_refused_or_done_in_one_pass(string expression, string expected)
    {
        var names = string.Join(',', Enumerable.Range(0, 5000).Select(i => $$$"""{"family":"f","given":["g{{{i}}}"]}"""));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var lines = Validating.Lines($$$"""{"resourceType":"Patient","name":[{{{names}}}]}""", Definitions(Rule(expression)), "it");
        Assert.Multiple(() =>
        {
            Assert.That(lines, Is.EqualTo(expected.Length == 0 ? [] : new[] { expected }));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        });
    }

    [Test]
    public void An_invariant_that_takes_too_long_is_stopped_and_the_next_ones_too()
    {
        var names = string.Join(',', Enumerable.Range(0, 200).Select(i => $$$"""{"family":"{{{new string('a', 30)}}}!"}"""));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var lines = Validating.Lines(
            $$$"""{"resourceType":"Patient","name":[{{{names}}}]}""",
            Definitions(Rule("%resource.name.all(family.matches('^(?=(a+)+$)x') or true)", "Patient.name")),
            new ValidationOptions
            {
                Profiles = [Url("it")],
                Limits = new ValidationLimits { MaxTimeOfInvariant = TimeSpan.FromMilliseconds(50), MaxTimeOfInvariants = TimeSpan.FromMilliseconds(500) },
            });
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.All.StartsWith("warning invariant-not-evaluated"));
            Assert.That(lines, Has.Length.EqualTo(200));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        });
    }

    [Test]
    public void The_time_of_all_invariants_is_bounded() =>
        Assert.That(
            Validating.Issues(
                Named, Definitions(Rule("name.family.first().matches('^[A-Z]')")),
                new ValidationOptions { Profiles = [Url("it")], Limits = new ValidationLimits { MaxTimeOfInvariants = TimeSpan.Zero } }).Single().Diagnostics,
            Is.EqualTo("The invariant t-1 could not be evaluated: it takes too long."));

    [Test]
    public void A_text_that_doubles_again_and_again_is_stopped()
    {
        var doubling = "'aaaaaaaa'" + string.Concat(Enumerable.Repeat(".select($this + $this)", 40)) + ".length() > 0";
        Assert.That(Validating.Lines(Named, Definitions(Rule(doubling)), "it"), Is.EqualTo(new[] { "warning invariant-not-evaluated Patient" }));
    }

    [Test]
    public void Base_invariants_hold_without_a_profile() =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Patient","contact":[{"gender":"male"}],"telecom":[{"value":"1"}],"name":[{"text":"a","period":{"start":"2020-02","end":"2020-01"}}]}""", Definitions()),
            Is.EquivalentTo(new[] { "error pat-1 Patient.contact[0]", "error cpt-2 Patient.telecom[0]", "error per-1 Patient.name[0].period" }));

    [Test]
    public void A_period_of_differing_precision_is_left_alone() =>
        Assert.That(Validating.Lines("""{"resourceType":"Patient","name":[{"text":"a","period":{"start":"2020-02-01","end":"2020"}}]}""", Definitions()), Is.Empty);
}
