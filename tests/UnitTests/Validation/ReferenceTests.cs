using FhirHub.Engine.Validation;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class ReferenceTests
{
    private const string Base4 = "http://hl7.org/fhir/StructureDefinition/";

    private static readonly string Man = Profile("man", "Patient", """{"id":"Patient.gender","path":"Patient.gender","min":1,"fixedCode":"male"}""");

    private static string OfSubject(string type) =>
        Profile("it", "Observation", $$$"""{"id":"Observation.subject","path":"Observation.subject","type":[{"code":"Reference",{{{type}}}}]}""");

    private static string Observation(string reference, string more = "") =>
        $$$"""{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueString":"1","subject":{{{reference}}}{{{more}}}}""";

    [TestCase("Patient/1", 0)]
    [TestCase("https://elsewhere.example/fhir/Patient/1", 0)]
    [TestCase("urn:uuid:c757873d-ec9a-4326-a141-556f43239520", 0)]
    [TestCase("Device/1", 1)]
    [TestCase("https://elsewhere.example/fhir/Device/1/_history/2", 1)]
    public void The_type_of_a_target_is_read_off_the_reference(string reference, int faults) =>
        Assert.That(
            Validating.Lines(
                Observation($$$"""{"reference":"{{{reference}}}"}"""), Definitions(OfSubject($"\"targetProfile\":[\"{Base4}Patient\"]")), "it"),
            Is.EqualTo(Enumerable.Repeat("error reference-target-type Observation.subject", faults)));

    [Test]
    public void The_base_definition_limits_targets_too() =>
        Assert.That(
            Validating.Lines(Observation("""{"reference":"Medication/1"}"""), Definitions()),
            Is.EqualTo(new[] { "error reference-target-type Observation.subject" }));

    [Test]
    public void A_canonical_may_look_like_the_address_of_anything() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"https://a.example/CodeSystem/x"}""", Definitions()),
            Is.Empty);

    [Test]
    public void What_is_elsewhere_is_not_looked_for_here() =>
        Assert.That(
            Validating.Lines(
                Observation("""{"reference":"https://elsewhere.example/fhir/Patient/1"}"""), Definitions(),
                new ValidationOptions { References = ReferenceCheck.Exist }),
            Is.Empty);

    [Test]
    public void The_type_said_must_be_the_one_pointed_to() =>
        Assert.That(
            Validating.Lines(Observation("""{"reference":"Patient/1","type":"Group"}"""), Definitions()),
            Is.EqualTo(new[] { "error reference-type-mismatch Observation.subject" }));

    [Test]
    public void A_contained_target_must_be_there() =>
        Assert.That(
            Validating.Lines(Observation("""{"reference":"#p"}"""), Definitions()),
            Is.EqualTo(new[] { "error ref-1 Observation.subject" }));

    [TestCase("male", 0)]
    [TestCase("female", 1)]
    public void A_contained_target_must_conform_to_its_profile(string gender, int faults) =>
        Assert.That(
            Validating.Lines(
                Observation("""{"reference":"#p"}""", $$$""","contained":[{"resourceType":"Patient","id":"p","gender":"{{{gender}}}"}]"""),
                Definitions(Man, OfSubject($"\"targetProfile\":[\"{Url("man")}\"]")), "it"),
            Is.EqualTo(Enumerable.Repeat("error reference-target-profile Observation.subject", faults)));

    [TestCase("male", 0)]
    [TestCase("female", 1)]
    public void A_target_in_the_bundle_must_conform_to_its_profile(string gender, int faults)
    {
        var bundle = $$$"""
            {"resourceType":"Bundle","type":"collection","entry":[
            {"fullUrl":"https://a.example/Observation/o","resource":{"resourceType":"Observation","id":"o","meta":{"profile":["{{{Url("it")}}}"]},
            "status":"final","code":{"text":"a"},"valueString":"1","subject":{"reference":"Patient/p"}} },
            {"fullUrl":"https://a.example/Patient/p","resource":{"resourceType":"Patient","id":"p","gender":"{{{gender}}}"}}]}
            """;
        Assert.That(
            Validating.Lines(bundle, Definitions(Man, OfSubject($"\"targetProfile\":[\"{Url("man")}\"]"))),
            Is.EqualTo(Enumerable.Repeat("error reference-target-profile Bundle.entry[0].resource.subject", faults)));
    }

    [Test]
    public void The_place_of_a_target_must_be_one_of_those_allowed() =>
        Assert.That(
            Validating.Lines(
                Observation("""{"reference":"Patient/1"}"""),
                Definitions(OfSubject($"\"targetProfile\":[\"{Base4}Patient\"],\"aggregation\":[\"contained\",\"bundled\"]")), "it"),
            Is.EqualTo(new[] { "error reference-aggregation Observation.subject" }));

    [Test]
    public void A_version_is_asked_for_where_the_profile_says_so() =>
        Assert.That(
            Validating.Lines(
                Observation("""{"reference":"Patient/1"}"""), Definitions(OfSubject($"\"targetProfile\":[\"{Base4}Patient\"],\"versioning\":\"specific\"")), "it"),
            Is.EqualTo(new[] { "error reference-versioning Observation.subject" }));

    [Test]
    public void The_server_is_asked_when_the_options_say_so()
    {
        var references = new MemoryReferences(new Dictionary<string, ReferencedResource>
        {
            ["Patient/1"] = new("Patient", [Url("man")]),
            ["Patient/2"] = new("Patient", []),
        });
        var definitions = Definitions(Man, OfSubject($"\"targetProfile\":[\"{Url("man")}\"]"));
        string[] Of(string reference) => Validating.Lines(
            Observation($$$"""{"reference":"{{{reference}}}"}"""), definitions,
            new ValidationOptions { Profiles = [Url("it")], References = ReferenceCheck.Exist }, references);
        Assert.Multiple(() =>
        {
            Assert.That(Of("Patient/1"), Is.Empty);
            Assert.That(Of("Patient/2"), Is.EqualTo(new[] { "warning reference-profile-unclaimed Observation.subject" }));
            Assert.That(Of("Patient/3"), Is.EqualTo(new[] { "error reference-not-found Observation.subject" }));
        });
    }

    [Test]
    public void Resources_that_refer_to_each_other_are_validated_once_each()
    {
        var patient = Profile("p", "Patient", $$$"""{"id":"Patient.link.other","path":"Patient.link.other","type":[{"code":"Reference","targetProfile":["{{{Url("p")}}}"]}]}""");
        var bundle = $$$"""
            {"resourceType":"Bundle","type":"collection","entry":[
            {"fullUrl":"https://a.example/Patient/a","resource":{"resourceType":"Patient","id":"a","meta":{"profile":["{{{Url("p")}}}"]},"link":[{"other":{"reference":"Patient/b"},"type":"seealso"}]}},
            {"fullUrl":"https://a.example/Patient/b","resource":{"resourceType":"Patient","id":"b","meta":{"profile":["{{{Url("p")}}}"]},"link":[{"other":{"reference":"Patient/a"},"type":"seealso"}]}}]}
            """;
        Assert.That(Validating.Lines(bundle, Definitions(patient)), Is.Empty);
    }

    [TestCase("Foo/1")]
    [TestCase("nowhere")]
    public void What_is_no_type_of_R4_leads_nowhere(string reference) =>
        Assert.That(
            Validating.Lines(
                Observation($$$"""{"reference":"{{{reference}}}"}"""), Definitions(), new ValidationOptions { References = ReferenceCheck.Exist }),
            Is.EqualTo(new[] { "error reference-not-found Observation.subject" }));
}
