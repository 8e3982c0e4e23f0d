using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class CardinalityTests
{
    private static readonly string NamedPatient = Profile(
        "named", "Patient",
        """{"id":"Patient.name","path":"Patient.name","min":1,"max":"2"}""",
        """{"id":"Patient.name.family","path":"Patient.name.family","min":1}""",
        """{"id":"Patient.photo","path":"Patient.photo","max":"0"}""",
        """{"id":"Patient.contact.name","path":"Patient.contact.name","min":1}""");

    [Test]
    public void What_a_profile_asks_for_and_gets_raises_nothing() =>
        Assert.That(Validating.Lines("""{"resourceType":"Patient","name":[{"family":"Li"}]}""", Definitions(NamedPatient), "named"), Is.Empty);

    [Test]
    public void A_missing_element_is_reported_at_its_place() =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Patient","active":true}""", Definitions(NamedPatient), "named"),
            Is.EqualTo(new[] { "error missing-element Patient.name" }));

    [Test]
    public void All_faults_are_reported_at_once_in_the_order_of_the_body() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","contact":[{"gender":"male","telecom":[{"system":"phone","value":"1"}]}],"name":[{"text":"a"},{"family":"b"},{"text":"c"}],"photo":[{"title":"x"}]}""",
                Definitions(NamedPatient), "named"),
            Is.EqualTo(new[]
            {
                "error too-many-elements Patient.name",
                "error element-not-allowed Patient.photo",
                "error missing-element Patient.contact[0].name",
                "error missing-element Patient.name[0].family",
                "error missing-element Patient.name[2].family",
            }));

    [Test]
    public void Fewer_than_the_least_number_is_told_from_none() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","name":[{"family":"Li"}]}""",
                Definitions(Profile("two", "Patient", """{"id":"Patient.name","path":"Patient.name","min":2}""")), "two"),
            Is.EqualTo(new[] { "error too-few-elements Patient.name" }));

    [Test]
    public void The_content_of_a_recursive_element_follows_the_rules_of_the_element_it_repeats() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"group","text":"a","item":[{"linkId":"1.1","type":"string"}]}]}""",
                Definitions(Profile("worded", "Questionnaire", """{"id":"Questionnaire.item.text","path":"Questionnaire.item.text","min":1}""")), "worded"),
            Is.EqualTo(new[] { "error missing-element Questionnaire.item[0].item[0].text" }));

    [Test]
    public void Faults_have_line_and_column()
    {
        var issue = Validating.Issues(
            "{\n  \"resourceType\": \"Patient\",\n  \"name\": [\n    { \"text\": \"a\" }\n  ]\n}", Definitions(NamedPatient),
            new() { Profiles = [Url("named")] }).Single();
        Assert.That((issue.Line, issue.Column), Is.EqualTo((4, 5)));
    }
}
