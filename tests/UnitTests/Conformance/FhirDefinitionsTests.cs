using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.UnitTests.Conformance;

internal sealed class FhirDefinitionsTests
{
    [TestCase("StructureDefinition", 653)]
    [TestCase("SearchParameter", 1397)]
    [TestCase("ValueSet", 1311)]
    [TestCase("CodeSystem", 1060)]
    [TestCase("CompartmentDefinition", 5)]
    [TestCase("OperationDefinition", 46)]
    [TestCase("ConceptMap", 79)]
    public void R4_defines_so_many(string type, int count) =>
        Assert.That(FhirDefinitions.All.Count(d => d.Type == type), Is.EqualTo(count));

    [TestCase("http://hl7.org/fhir/StructureDefinition/Patient", "Patient")]
    [TestCase("http://hl7.org/fhir/StructureDefinition/Patient|4.0.1", "Patient")]
    public void A_definition_is_found_by_its_canonical_url(string canonical, string id) =>
        Assert.That(FhirDefinitions.Find("StructureDefinition", canonical)!.Id, Is.EqualTo(id));

    [TestCase("http://hl7.org/fhir/StructureDefinition/Patient|3.0.2")]
    [TestCase("http://hl7.org/fhir/StructureDefinition/patient")]
    [TestCase("")]
    public void What_R4_does_not_define_is_not_found(string canonical) =>
        Assert.That(FhirDefinitions.Find("StructureDefinition", canonical), Is.Null);

    [TestCase("OperationDefinition", "example")]
    [TestCase("SearchParameter", "example-reference")]
    [TestCase("NamingSystem", "example")]
    public void Examples_are_no_definitions(string type, string id) =>
        Assert.That(FhirDefinitions.All.Any(d => d.Type == type && d.Id == id), Is.False);

    [Test]
    public void A_definition_keeps_its_snapshot_and_loses_its_narrative()
    {
        var patient = FhirDefinitions.Find("StructureDefinition", "http://hl7.org/fhir/StructureDefinition/Patient")!;
        using var json = JsonDocument.Parse(FhirDefinitions.Read(patient));
        Assert.Multiple(() =>
        {
            Assert.That(json.RootElement.GetProperty("snapshot").GetProperty("element").GetArrayLength(), Is.GreaterThan(40));
            Assert.That(json.RootElement.TryGetProperty("text", out _), Is.False);
        });
    }

    [Test]
    public void Many_threads_read_at_once()
    {
        var some = FhirDefinitions.All.Where((_, i) => i % 50 == 0).ToList();
        Parallel.ForEach(some, d =>
        {
            using var json = JsonDocument.Parse(FhirDefinitions.Read(d));
            Assert.That(json.RootElement.GetProperty("id").GetString(), Is.EqualTo(d.Id));
        });
    }
}
