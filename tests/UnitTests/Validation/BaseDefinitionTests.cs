using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>A resource meets the definition of its type, whatever the profiles that it claims leave out.</summary>
[TestFixture]
internal sealed class BaseDefinitionTests
{
    private static string WithSnapshot(string id, string type, params string[] elements) =>
        $$$"""
        {"resourceType":"StructureDefinition","url":"{{{Url(id)}}}","version":"1.0.0","name":"{{{id}}}","status":"active","fhirVersion":"4.0.1","kind":"resource",
        "abstract":false,"type":"{{{type}}}","baseDefinition":"http://hl7.org/fhir/StructureDefinition/{{{type}}}","derivation":"constraint",
        "snapshot":{"element":[{"id":"{{{type}}}","path":"{{{type}}}","min":0,"max":"*"}{{{string.Concat(elements.Select(e => "," + e))}}}]}}
        """;

    private static string Claiming(string profile) => $$$"""
        {"resourceType":"Patient","meta":{"profile":["{{{Url(profile)}}}"]},"contact":[{"gender":"male"}],
        "maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"NOPE"}]},"generalPractitioner":[{"reference":"Device/1"}],
        "identifier":[{"system":"urn:s","value":"1","period":{"start":"2020","end":"2010"}}]}
        """;

    private static readonly string[] Wrong =
    [
        "error code-unknown Patient.maritalStatus.coding[0]", "error pat-1 Patient.contact[0]", "error per-1 Patient.identifier[0].period",
        "error reference-target-type Patient.generalPractitioner[0]",
    ];

    private static string[] Errors(string profile, params string[] definitions) =>
        [.. Validating.Lines(Claiming(profile), Definitions(definitions)).Where(l => l.StartsWith("error", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Test]
    public void A_profile_with_a_thin_snapshot_switches_no_rule_of_its_type_off() =>
        Assert.That(Errors("weak", WithSnapshot("weak", "Patient")), Is.EqualTo(Wrong));

    [Test]
    public void Nor_does_one_whose_snapshot_has_an_element_without_what_is_within() =>
        Assert.That(
            Errors("weak", WithSnapshot(
                "weak", "Patient", """{"id":"Patient.identifier","path":"Patient.identifier","min":0,"max":"*","type":[{"code":"Identifier"}]}""",
                """{"id":"Patient.identifier.value","path":"Patient.identifier.value","min":1,"max":"1","type":[{"code":"string"}]}""")),
            Is.EqualTo(Wrong));

    [Test]
    public void Nor_does_one_that_is_built_on_a_thin_one() =>
        Assert.That(
            Errors("more", WithSnapshot("weak", "Patient"), Profile("more", "Patient").Replace("http://hl7.org/fhir/StructureDefinition/Patient", Url("weak"), StringComparison.Ordinal)),
            Is.EqualTo(Wrong));

    [Test]
    public void Nor_does_one_of_all_resources() => Assert.That(Errors("any", WithSnapshot("any", "DomainResource")), Is.EqualTo(Wrong));

    [Test]
    public void What_a_full_profile_and_the_type_both_forbid_is_told_once() => Assert.That(Errors("full", Profile("full", "Patient")), Is.EqualTo(Wrong));
}
