using System.Buffers;
using System.Text;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Subset;
using FhirHub.Engine.Structure.Xml;
using static FhirHub.UnitTests.Structure.JsonReading;

namespace FhirHub.UnitTests.Structure;

/// <summary>What the readers accept at the deepest setting, everything else can work with.</summary>
internal sealed class DeepResourceTests
{
    private static readonly ReadLimits Limits = new() { MaxDepth = ReadLimits.Deepest };

    // The resource is level 1 and the meta level 2; each extension in its array adds two.
    private static readonly string Resource = Compose(
        Read($$"""{"resourceType":"Patient","meta":{{{Nested(255)}}},{{Nested(255)}},"active":true}""", Limits).Resource!);

    [Test]
    public void It_is_read_back() => Assert.That(Compose(Read(Resource, Limits).Resource!), Is.EqualTo(Resource));

    [TestCase(SummaryMode.True)]
    [TestCase(SummaryMode.Text)]
    [TestCase(SummaryMode.Data)]
    public void It_has_a_summary(SummaryMode mode) =>
        Assert.That(Encoding.UTF8.GetString(ResourceSubset.Summary(mode).Apply(Encoding.UTF8.GetBytes(Resource))), Does.Contain("SUBSETTED"));

    [Test]
    public void It_has_elements() =>
        Assert.That(Encoding.UTF8.GetString(ResourceSubset.Elements(["extension"]).Apply(Encoding.UTF8.GetBytes(Resource))), Does.Contain("SUBSETTED"));

    [Test]
    public void It_is_laid_out()
    {
        var output = new ArrayBufferWriter<byte>();
        JsonPretty.Write(Encoding.UTF8.GetBytes(Resource), output);

        Assert.That(Compose(FhirJsonReader.Read(output.WrittenMemory, Limits).Resource!), Is.EqualTo(Resource));
    }

    [Test]
    public void It_is_written_as_XML_and_read_again()
    {
        var xml = new ArrayBufferWriter<byte>();
        FhirXmlWriter.Write(Encoding.UTF8.GetBytes(Resource), xml);

        Assert.That(Compose(FhirXmlReader.Read(xml.WrittenMemory, Limits).Resource!), Is.EqualTo(Resource));
    }

    [Test]
    public void XML_that_is_deeper_is_refused()
    {
        var levels = string.Concat(Enumerable.Repeat("<extension url='u'>", 600)) + string.Concat(Enumerable.Repeat("</extension>", 600));
        var refused = FhirXmlReader.Read(Encoding.UTF8.GetBytes($"<Patient xmlns='http://hl7.org/fhir'>{levels}</Patient>"), Limits);
        var halfway = FhirXmlReader.Read(Encoding.UTF8.GetBytes($"<Patient xmlns='http://hl7.org/fhir'>{levels[..(510 * 19)]}<valueString value='x'/>{levels[^(510 * 12)..]}</Patient>"), Limits);

        Assert.That(refused.Issues.Single().Code, Is.EqualTo("nesting-too-deep"));
        Assert.That(halfway.Issues.Single().Code, Is.EqualTo("nesting-too-deep"), "deeper as JSON than as XML");
    }

    [TestCase(PatchFormat.JsonPatch, """[{"op":"replace","path":"/active","value":false}]""")]
    [TestCase(PatchFormat.MergePatch, """{"active":false}""")]
    [TestCase(PatchFormat.FhirPathPatch, """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.active"},{"name":"value","valueBoolean":false}]}]}""")]
    [TestCase(PatchFormat.FhirPathPatch, """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.active.where($this = true)"},{"name":"value","valueBoolean":false}]}]}""")]
    public void It_is_patched(PatchFormat format, string patch) => Assert.That(
        Encoding.UTF8.GetString(ResourcePatch.Parse(format, Encoding.UTF8.GetBytes(patch), new PatchLimits { MaxDepth = ReadLimits.Deepest }).Apply(Encoding.UTF8.GetBytes(Resource))),
        Is.EqualTo(Resource.Replace("\"active\":true", "\"active\":false", StringComparison.Ordinal)));

    private static string Nested(int count) =>
        string.Concat(Enumerable.Repeat("\"extension\":[{\"url\":\"u\",", count)) + "\"valueString\":\"x\"" + string.Concat(Enumerable.Repeat("}]", count));
}
