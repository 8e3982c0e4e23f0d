using System.Text;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class ProfileTests
{
    private static readonly string Named = Profile("named", "Patient", """{"id":"Patient.name","path":"Patient.name","min":1}""");

    private static string Claiming(string canonical) => $$$"""{"resourceType":"Patient","meta":{"profile":["{{{canonical}}}"]},"active":true}""";

    [Test]
    public void A_claimed_profile_applies() =>
        Assert.That(Validating.Lines(Claiming(Url("named")), Definitions(Named)), Is.EqualTo(new[] { "error missing-element Patient.name" }));

    [Test]
    public void A_claimed_profile_is_left_aside_when_the_options_say_so() =>
        Assert.That(Validating.Lines(Claiming(Url("named")), Definitions(Named), new ValidationOptions { UseClaimedProfiles = false }), Is.Empty);

    [TestCase("|1.0.0", "error missing-element Patient.name")]
    [TestCase("|2.0.0", "error profile-unknown Patient.meta.profile[0]")]
    public void A_version_is_the_one_that_is_named(string version, string expected) =>
        Assert.That(Validating.Lines(Claiming(Url("named") + version), Definitions(Named)), Is.EqualTo(new[] { expected }));

    [Test]
    public void A_profile_that_is_not_known_is_an_error_that_names_it()
    {
        var issue = Validating.Issues(Claiming("urn:not-here"), Definitions(), ValidationOptions.Default).Single();
        Assert.That((issue.Code, issue.Diagnostics.Contains("urn:not-here", StringComparison.Ordinal)), Is.EqualTo(("profile-unknown", true)));
    }

    [Test]
    public void A_profile_for_another_type_is_an_error() =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Group","type":"person","actual":true}""", Definitions(Named), "named"),
            Is.EqualTo(new[] { "error profile-wrong-type Group" }));

    [TestCase("""{"resourceType":"StructureDefinition","url":"urn:broken","type":"Nonsense"}""")]
    [TestCase("""{"resourceType":"StructureDefinition","url":"urn:broken","type":"Patient","baseDefinition":"urn:not-here","derivation":"constraint","kind":"resource","differential":{"element":[{"path":"Patient"}]}}""")]
    [TestCase("""{"resourceType":"StructureDefinition","url":"urn:broken","type":"Patient","snapshot":{"element":[{"path":"Patient.name.family"}]}}""")]
    [TestCase("""{"resourceType":"StructureDefinition","url":"urn:broken","type":"Patient","snapshot":{"element":"x"}}""")]
    [TestCase("""{"resourceType":"StructureDefinition","url":"urn:broken","type":"Patient","snapshot":[]}""")]
    public void A_profile_that_makes_no_sense_is_an_issue_and_no_exception(string profile) =>
        Assert.That(Validating.Lines(Claiming("urn:broken"), Definitions(profile)), Is.EqualTo(new[] { "error profile-broken Patient.meta.profile[0]" }));

    [Test]
    public async Task A_profile_that_changes_takes_effect_at_once()
    {
        var definitions = Definitions(Named);
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        var patient = Encoding.UTF8.GetBytes(Claiming(Url("named")));
        var before = await validator.ValidateAsync(patient, ValidationOptions.Default, CancellationToken.None);
        definitions.Add(Encoding.UTF8.GetBytes(Named.Replace("\"min\":1", "\"min\":0", StringComparison.Ordinal)));
        var after = await validator.ValidateAsync(patient, ValidationOptions.Default, CancellationToken.None);
        Assert.That((before.IsValid, after.IsValid), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_profile_of_a_profile_holds_the_rules_of_both() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","active":true}""",
                Definitions(
                    Named,
                    Profile("born", "Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}""")
                        .Replace("http://hl7.org/fhir/StructureDefinition/Patient", Url("named"), StringComparison.Ordinal)),
                "born"),
            Is.EqualTo(new[] { "error missing-element Patient.name", "error missing-element Patient.birthDate" }));

    [Test]
    public void A_profile_of_a_datatype_applies_where_an_element_names_it() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","name":[{"family":"Li"}]}""",
                Definitions(
                    Profile("whole", "HumanName", """{"id":"HumanName.given","path":"HumanName.given","min":1}"""),
                    Profile("it", "Patient", $$$"""{"id":"Patient.name","path":"Patient.name","type":[{"code":"HumanName","profile":["{{{Url("whole")}}}"]}]}""")),
                "it"),
            Is.EqualTo(new[] { "error missing-element Patient.name[0].given" }));

    [Test]
    public void A_profile_that_is_based_on_itself_is_an_issue() =>
        Assert.That(
            Validating.Lines(
                Claiming(Url("a")),
                Definitions(
                    Profile("a", "Patient").Replace("http://hl7.org/fhir/StructureDefinition/Patient", Url("b"), StringComparison.Ordinal),
                    Profile("b", "Patient").Replace("http://hl7.org/fhir/StructureDefinition/Patient", Url("a"), StringComparison.Ordinal))),
            Is.EqualTo(new[] { "error profile-broken Patient.meta.profile[0]" }));

    [Test]
    public void Content_references_in_a_circle_end() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","meta":{"profile":["urn:circle"]},"contact":[{"gender":"male"}]}""",
                Definitions("""
                    {"resourceType":"StructureDefinition","url":"urn:circle","type":"Patient","derivation":"constraint","snapshot":{"element":[
                    {"path":"Patient"},{"path":"Patient.contact","contentReference":"#Patient.link"},{"path":"Patient.link","contentReference":"#Patient.contact"}]}}
                    """)),
            Is.EqualTo(new[] { "warning profile-not-fully-checked Patient", "warning profile-not-fully-checked Patient", "error pat-1 Patient.contact[0]" }));

    [Test]
    public void A_definition_beyond_all_bounds_is_an_issue()
    {
        var deep = "Patient" + string.Concat(Enumerable.Repeat(".name", 5000));
        Assert.That(
            Validating.Lines(Claiming(Url("deep")), Definitions(Profile("deep", "Patient", $$$"""{"path":"{{{deep}}}","min":1}"""))),
            Is.EqualTo(new[] { "error profile-broken Patient.meta.profile[0]" }));
    }

    [Test]
    public void A_broken_definition_of_a_datatype_takes_no_resource_down() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","name":[{"family":"Li"}]}""",
                Definitions("""{"resourceType":"StructureDefinition","url":"http://hl7.org/fhir/StructureDefinition/HumanName","type":"Nonsense"}""")),
            Is.Empty);

    [Test]
    public void Preparing_a_profile_tells_what_is_wrong_with_it()
    {
        var definitions = Definitions(
            Named,
            Profile(
                "odd", "Patient",
                """{"id":"Patient.name","path":"Patient.name","constraint":[{"key":"o-1","severity":"error","human":"x","expression":"name.nonsense(1)"}]}""",
                """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"required","valueSet":"urn:no-set"}}""",
                """{"id":"Patient.managingOrganization","path":"Patient.managingOrganization","type":[{"code":"Reference","targetProfile":["urn:no-profile"]}]}"""));
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        Assert.Multiple(() =>
        {
            Assert.That(validator.Prepare(Url("named")), Is.Empty);
            Assert.That(string.Join('\n', validator.Prepare("urn:not-here")), Does.Contain("urn:not-here"));
            Assert.That(
                string.Join('\n', validator.Prepare(Url("odd"))), Does.Contain("o-1").And.Contain("urn:no-set").And.Contain("urn:no-profile"));
        });
    }

    [Test]
    public async Task Many_threads_validate_at_once()
    {
        var definitions = Definitions(Named);
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        var patient = Encoding.UTF8.GetBytes(Claiming(Url("named")));
        var reports = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            (await validator.ValidateAsync(patient, ValidationOptions.Default, CancellationToken.None)).Issues.Count)));
        Assert.That(reports, Is.All.EqualTo(1));
    }

    [Test]
    public void One_version_of_a_profile_may_be_based_on_another()
    {
        var later = Profile("named", "Patient", """{"id":"Patient.gender","path":"Patient.gender","min":1}""").Replace("\"1.0.0\"", "\"2.0.0\"", StringComparison.Ordinal)
            .Replace("http://hl7.org/fhir/StructureDefinition/Patient", Url("named") + "|1.0.0", StringComparison.Ordinal);
        Assert.That(
            Validating.Lines(Claiming(Url("named") + "|2.0.0"), Definitions(Named, later)),
            Is.EquivalentTo(new[] { "error missing-element Patient.name", "error missing-element Patient.gender" }));
    }

    [Test]
    public void No_version_of_a_profile_is_based_on_itself()
    {
        string Version(string own, string @base) => Named.Replace("\"1.0.0\"", $"\"{own}\"", StringComparison.Ordinal)
            .Replace("http://hl7.org/fhir/StructureDefinition/Patient", $"{Url("named")}|{@base}", StringComparison.Ordinal);
        Assert.That(
            Validating.Lines(Claiming(Url("named") + "|2.0.0"), Definitions(Version("1.0.0", "2.0.0"), Version("2.0.0", "1.0.0"))),
            Is.EqualTo(new[] { "error profile-broken Patient.meta.profile[0]" }));
    }
}
