using System.Text;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;

namespace FhirHub.UnitTests.Indexing;

internal sealed class SearchParameterReaderTests
{
    private const string Head = "\"resourceType\":\"SearchParameter\",\"url\":\"http://example.org/sp\"";

    private static SearchParameterReading Read(string members) =>
        SearchParameterReader.Read(Encoding.UTF8.GetBytes($$"""{{{Head}},{{members}}}"""), SearchParameterCatalog.R4);

    [Test]
    public void A_parameter_of_two_types_is_read_for_each()
    {
        var reading = Read("""
            "code":"nick","type":"string","base":["Patient","Practitioner"],
            "expression":"Patient.name.where(use='nickname').given | Practitioner.name.where(use='nickname').given"
            """);
        Assert.That(reading.Issues, Is.Empty);
        Assert.That(reading.Parameters.Select(p => (p.Prefix, p.Expression)), Is.EqualTo(new[]
        {
            ("Patient.nick", "Patient.name.where(use='nickname').given"), ("Practitioner.nick", "Practitioner.name.where(use='nickname').given"),
        }));
    }

    [Test]
    public void A_parameter_of_every_resource_is_read_for_all_of_them()
    {
        var reading = Read("""
            "code":"lang","type":"token","base":["Resource"],"expression":"Resource.language"
            """);
        Assert.That(reading.Issues, Is.Empty);
        Assert.That(reading.Parameters, Has.Count.EqualTo(FhirSchema.R4.Resources.Count));
    }

    [TestCase("\"type\":\"token\",\"base\":[\"Patient\"],\"expression\":\"Patient.name\"", "SearchParameter.code")]
    [TestCase("\"code\":\"a:b\",\"type\":\"token\",\"base\":[\"Patient\"],\"expression\":\"Patient.active\"", "SearchParameter.code")]
    [TestCase("\"code\":\"_x\",\"type\":\"token\",\"base\":[\"Patient\"],\"expression\":\"Patient.active\"", "SearchParameter.code")]
    [TestCase("\"code\":\"name\",\"type\":\"string\",\"base\":[\"Patient\"],\"expression\":\"Patient.name\"", "SearchParameter.code")]
    [TestCase("\"code\":\"x\",\"type\":\"word\",\"base\":[\"Patient\"],\"expression\":\"Patient.active\"", "SearchParameter.type")]
    [TestCase("\"code\":\"x\",\"type\":\"special\",\"base\":[\"Patient\"],\"expression\":\"Patient.active\"", "SearchParameter.type")]
    [TestCase("\"code\":\"x\",\"type\":\"date\",\"base\":[\"Patient\"],\"expression\":\"Patient.name\"", "SearchParameter.type")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"base\":[\"Patient\",\"Pat\"],\"expression\":\"Patient.active\"", "SearchParameter.base[1]")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"base\":[\"HumanName\"],\"expression\":\"Patient.active\"", "SearchParameter.base[0]")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"expression\":\"Patient.active\"", "SearchParameter.base")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"base\":[\"Patient\"]", "SearchParameter.expression")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"base\":[\"Patient\"],\"expression\":\"Person.active\"", "SearchParameter.expression")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"base\":[\"Patient\"],\"expression\":\"Patient.nmae\"", "SearchParameter.expression")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"base\":[\"Patient\"],\"expression\":\"Patient.name.where(\"", "SearchParameter.expression")]
    [TestCase("\"code\":\"x\",\"type\":\"token\",\"base\":[\"Patient\"],\"expression\":\"Patient.name.frobnicate()\"", "SearchParameter.expression")]
    [TestCase("\"code\":\"x\",\"type\":\"reference\",\"base\":[\"Patient\"],\"target\":[\"Foo\"],\"expression\":\"Patient.link.other\"", "SearchParameter.target[0]")]
    [TestCase("\"code\":\"x\",\"type\":\"composite\",\"base\":[\"Patient\"],\"expression\":\"Patient.name\"", "SearchParameter.component")]
    [TestCase("\"code\":\"x\",\"type\":\"composite\",\"base\":[\"Patient\"],\"expression\":\"Patient.name\",\"component\":[{\"definition\":\"http://hl7.org/fhir/SearchParameter/individual-family\",\"expression\":\"family\"},{\"definition\":\"http://example.org/none\",\"expression\":\"given\"}]", "SearchParameter.component[1].definition")]
    public void What_is_wrong_is_named_with_its_element(string members, string element)
    {
        var reading = Read(members);
        Assert.That(reading.Parameters, Is.Empty);
        Assert.That(reading.Issues.Select(i => i.Expression), Is.EqualTo(new[] { element }));
    }

    [Test]
    public void A_definition_may_nest_as_deep_as_any_resource()
    {
        string extension = "{\"url\":\"e\"}";
        for (int level = 0; level < 200; level++)
            extension = $$"""{"url":"e","extension":[{{extension}}]}""";
        var reading = Read($$"""
            "code":"x","type":"string","base":["Patient"],"expression":"Patient.name","extension":[{{extension}}]
            """);
        Assert.That(reading.Issues, Is.Empty);
        Assert.That(reading.Parameters, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_body_that_is_no_object_is_an_issue() =>
        Assert.That(SearchParameterReader.Read("[]"u8.ToArray(), SearchParameterCatalog.R4).Issues, Has.Count.EqualTo(1));

    [Test]
    public void A_definition_of_R4_itself_is_no_clash()
    {
        var definition = FhirDefinitions.Find("SearchParameter", "http://hl7.org/fhir/SearchParameter/Patient-name")
            ?? FhirDefinitions.All.First(d => d.Type == "SearchParameter" && d.Id == "Patient-name");
        var reading = SearchParameterReader.Read(FhirDefinitions.Read(definition), SearchParameterCatalog.R4);
        Assert.That(reading.Issues, Is.Empty);
        Assert.That(reading.Parameters, Has.Count.EqualTo(1));
    }
}
