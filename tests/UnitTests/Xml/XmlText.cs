using System.Buffers;
using System.Text;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;

namespace FhirHub.UnitTests.Xml;

/// <summary>Conversion in terms of strings.</summary>
internal static class XmlText
{
    public static string ToXml(string json, bool pretty = false)
    {
        var output = new ArrayBufferWriter<byte>();
        FhirXmlWriter.Write(Encoding.UTF8.GetBytes(json), output, pretty);
        var xml = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.That(xml, Does.StartWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
        return xml["<?xml version=\"1.0\" encoding=\"UTF-8\"?>".Length..];
    }

    public static XmlReadResult Read(string xml, int maxDepth = 64) => FhirXmlReader.ToJson(Encoding.UTF8.GetBytes(xml), new ReadLimits { MaxDepth = maxDepth });

    public static string ToJson(string xml)
    {
        var result = Read(xml);
        Assert.That(result.Issues.Select(i => i.Diagnostics), Is.Empty);
        return Encoding.UTF8.GetString(result.Json!);
    }

    /// <summary>A Patient with this content.</summary>
    public static string Patient(string content) => $"<Patient xmlns=\"http://hl7.org/fhir\">{content}</Patient>";
}
