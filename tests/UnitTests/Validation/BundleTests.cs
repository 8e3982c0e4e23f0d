using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class BundleTests
{
    private const string Patient = """{"resourceType":"Patient","id":"p","active":true}""";

    private static string[] Errors(string type, string entries, string more = "") =>
        Validating.Lines($$$"""{"resourceType":"Bundle","type":"{{{type}}}"{{{more}}},"entry":[{{{entries}}}]}""", Definitions());

    [Test]
    public void The_same_fullUrl_twice_is_an_error() =>
        Assert.That(
            Errors("collection", $$$"""{"fullUrl":"https://a.example/Patient/p","resource":{{{Patient}}}},{"fullUrl":"https://a.example/Patient/p","resource":{{{Patient}}}}"""),
            Is.EqualTo(new[] { "error bdl-7 Bundle" }));

    [Test]
    public void A_fullUrl_names_its_resource_absolutely() =>
        Assert.That(
            Errors("collection", $$$"""{"fullUrl":"https://a.example/Patient/q","resource":{{{Patient}}}},{"fullUrl":"Patient/p","resource":{{{Patient}}}}"""),
            Is.EqualTo(new[] { "error bundle-fullurl-mismatch Bundle.entry[0].fullUrl", "error bundle-fullurl-relative Bundle.entry[1].fullUrl" }));

    [Test]
    public void A_transaction_needs_requests() =>
        Assert.That(Errors("transaction", $$$"""{"fullUrl":"https://a.example/Patient/p","resource":{{{Patient}}}}"""), Is.EqualTo(new[] { "error bdl-3 Bundle" }));

    [Test]
    public void A_document_begins_with_its_Composition() =>
        Assert.That(
            Errors(
                "document", $$$"""{"fullUrl":"https://a.example/Patient/p","resource":{{{Patient}}}}""",
                ""","identifier":{"system":"urn:s","value":"1"},"timestamp":"2026-01-01T00:00:00Z" """),
            Is.EqualTo(new[] { "error bdl-11 Bundle" }));

    [Test]
    public void A_message_begins_with_its_header() =>
        Assert.That(Errors("message", $$$"""{"fullUrl":"https://a.example/Patient/p","resource":{{{Patient}}}}"""), Is.EqualTo(new[] { "error bdl-12 Bundle" }));

    [Test]
    public void Resources_of_a_document_have_URLs() =>
        Assert.That(
            Errors("document", $$$"""{"resource":{{{Patient}}}}""", ""","identifier":{"system":"urn:s","value":"1"},"timestamp":"2026-01-01T00:00:00Z" """),
            Is.EquivalentTo(new[] { "error bdl-11 Bundle", "error bundle-fullurl-missing Bundle.entry[0].fullUrl" }));

    [Test]
    public void A_URN_that_no_entry_has_is_a_warning() =>
        Assert.That(
            Errors(
                "collection",
                """{"fullUrl":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520","resource":{"resourceType":"Patient","managingOrganization":{"reference":"urn:uuid:d757873d-ec9a-4326-a141-556f43239520"},"link":[{"other":{"reference":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520"},"type":"seealso"}]}}"""),
            Is.EqualTo(new[] { "warning reference-unresolved Bundle.entry[0].resource.managingOrganization" }));

    [Test]
    public void Entries_are_validated_against_what_they_claim() =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","meta":{"profile":["{{{Url("named")}}}"]},"active":true}}]}""",
                Definitions(Profile("named", "Patient", """{"id":"Patient.name","path":"Patient.name","min":1}"""))),
            Is.EqualTo(new[] { "error missing-element Bundle.entry[0].resource.name" }));
}
