using FhirHub.Engine.Errors;

namespace FhirHub.UnitTests.Indexing;

internal sealed class ReferenceSearchTests
{
    private static IndexedResource Observation(string subject) => IndexedResource.Of("Observation", $$"""
        "status":"final","code":{"text":"x"},"subject":{{subject}}
        """);

    [TestCase("Patient/7", "subject", "Patient/7", true)]
    [TestCase("Patient/7", "subject", "7", true)]
    [TestCase("Patient/7", "patient", "7", true)]
    [TestCase("Patient/7", "subject:Patient", "7", true)]
    [TestCase("Patient/7", "subject:Group", "7", false)]
    [TestCase("Patient/7", "subject", "http://own.example.org/fhir/Patient/7", true)]
    [TestCase("http://own.example.org/fhir/Patient/7", "subject", "Patient/7", true)]
    [TestCase("http://other.example.org/fhir/Patient/7", "subject", "Patient/7", false)]
    [TestCase("http://other.example.org/fhir/Patient/7", "subject", "http://other.example.org/fhir/Patient/7", true)]
    [TestCase("http://other.example.org/fhir/Patient/7", "patient", "http://other.example.org/fhir/Patient/7", true)]
    [TestCase("Patient/7/_history/3", "subject", "Patient/7", true)]
    [TestCase("Patient/7/_history/3", "subject", "Patient/7/_history/3", true)]
    [TestCase("Patient/7", "subject", "Patient/7/_history/3", false)]
    [TestCase("Device/7", "patient", "7", false)]
    [TestCase("Device/7", "subject", "7", true)]
    [TestCase("urn:uuid:187e0c12-8dd2-67e2-99b2-bf273c878281", "subject", "urn:uuid:187e0c12-8dd2-67e2-99b2-bf273c878281", true)]
    public void A_reference_is_found_in_every_form(string reference, string name, string value, bool found) =>
        Assert.That(Observation($$"""{"reference":"{{reference}}"}""").IsFoundBy(name, value), Is.EqualTo(found));

    [TestCase("subject:identifier", "http://ids|AB1", true)]
    [TestCase("subject:identifier", "ab1", true)]
    [TestCase("subject:identifier", "http://ids|", true)]
    [TestCase("subject:identifier", "|ab1", false)]
    [TestCase("patient:identifier", "http://ids|AB1", true)]
    public void A_logical_reference_is_found_by_its_identifier(string name, string value, bool found)
    {
        var observation = Observation("""{"type":"Patient","identifier":{"system":"http://ids","value":"aB1"}}""");
        Assert.That(observation.IsFoundBy(name, value), Is.EqualTo(found));
    }

    [Test]
    public void A_reference_to_a_contained_resource_has_its_type_but_no_entry_of_its_own()
    {
        var observation = IndexedResource.Of("Observation", """
            "contained":[{"resourceType":"Patient","id":"p","gender":"male"}],"status":"final","code":{"text":"x"},"subject":{"reference":"#p"}
            """);
        Assert.Multiple(() =>
        {
            Assert.That(observation.Of("subject"), Is.EqualTo(new[] { ")" }));
            Assert.That(observation.Of("patient"), Is.EqualTo(new[] { ")" }));
            Assert.That(observation.Entries.Tokens, Has.Some.EqualTo("#Patient.gender\"male"));
            Assert.That(observation.Entries.Tokens, Has.None.StartsWith("@"));
        });
    }

    [TestCase("http://example.org/Questionnaire/q", true)]
    [TestCase("http://example.org/Questionnaire/q|1.2.0", true)]
    [TestCase("http://example.org/Questionnaire/q|1.2", false)]
    public void A_canonical_is_found_with_and_without_version(string value, bool found) =>
        Assert.That(Response.IsFoundBy("questionnaire", value), Is.EqualTo(found));

    [TestCase("below", "http://example.org/Questionnaire/q|1.2", true)]
    [TestCase("below", "http://example.org/Questionnaire/q|1", true)]
    [TestCase("below", "http://example.org/Questionnaire/q|1.2.0.1", false)]
    [TestCase("above", "http://example.org/Questionnaire/q|1.2.0.1", true)]
    [TestCase("above", "http://example.org/Questionnaire/q|1.2", false)]
    public void Versions_of_a_canonical_stand_above_and_below_each_other(string modifier, string value, bool found) =>
        Assert.That(Response.IsFoundBy("questionnaire:" + modifier, value), Is.EqualTo(found));

    [TestCase("subject", "#p", FaultKind.Invalid)]
    [TestCase("subject", "", FaultKind.Invalid)]
    [TestCase("subject", "Nonsense/1", FaultKind.Invalid)]
    [TestCase("subject:Patient", "Group/1", FaultKind.Invalid)]
    [TestCase("subject:Medication", "1", FaultKind.NotSupported)]
    [TestCase("subject:exact", "1", FaultKind.NotSupported)]
    [TestCase("subject:below", "Location/1", FaultKind.NotSupported)]
    public void What_is_no_reference_is_refused(string name, string value, FaultKind kind)
    {
        var fault = Assert.Throws<FhirException>(() => Observation("""{"display":"x"}""").Condition(name, value))!;
        Assert.That(fault.Kind, Is.EqualTo(kind));
    }

    private static IndexedResource Response => IndexedResource.Of("QuestionnaireResponse", """
        "status":"completed","questionnaire":"http://example.org/Questionnaire/q|1.2.0"
        """);
}
