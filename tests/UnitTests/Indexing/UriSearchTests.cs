using FhirHub.Engine.Errors;

namespace FhirHub.UnitTests.Indexing;

internal sealed class UriSearchTests
{
    private static readonly IndexedResource ValueSet = IndexedResource.Of("ValueSet", """
        "meta":{"profile":["http://example.org/StructureDefinition/a|2.0"],"source":"http://source.example.org/x"},
        "url":"http://example.org/fhir/ValueSet/Codes","status":"active"
        """);

    [TestCase("url", "http://example.org/fhir/ValueSet/Codes", true)]
    [TestCase("url", "http://example.org/fhir/ValueSet/codes", false)]
    [TestCase("url:below", "http://example.org/fhir", true)]
    [TestCase("url:below", "http://example.org/fhir/", true)]
    [TestCase("url:below", "http://example.org/fhi", false)]
    [TestCase("url:below", "http://example.org/fhir/ValueSet/Codes", true)]
    [TestCase("url:above", "http://example.org/fhir/ValueSet/Codes/_history/5", true)]
    [TestCase("url:above", "http://example.org/fhir/ValueSet", false)]
    [TestCase("_profile", "http://example.org/StructureDefinition/a", true)]
    [TestCase("_profile", "http://example.org/StructureDefinition/a|2.0", true)]
    [TestCase("_profile", "http://example.org/StructureDefinition/a|1.0", false)]
    [TestCase("_source", "http://source.example.org/x", true)]
    public void A_URI_is_found_exactly_or_by_its_segments(string name, string value, bool found) =>
        Assert.That(ValueSet.IsFoundBy(name, value), Is.EqualTo(found));

    [TestCase("url:below", "urn:oid:1.2.3", FaultKind.Invalid)]
    [TestCase("url:above", "urn:oid:1.2.3", FaultKind.Invalid)]
    [TestCase("url", "", FaultKind.Invalid)]
    [TestCase("url:contains", "example", FaultKind.NotSupported)]
    public void What_a_URI_cannot_be_asked_is_refused(string name, string value, FaultKind kind) =>
        Assert.That(Assert.Throws<FhirException>(() => ValueSet.Condition(name, value))!.Kind, Is.EqualTo(kind));
}
