using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Reads FHIR XML into FHIR JSON, https://hl7.org/fhir/R4/xml.html. The JSON is then read as any body is.</summary>
public static class FhirXmlReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    /// <param name="xml">A document with one resource, in UTF-8 with or without byte order mark.</param>
    /// <param name="maxDepth">Deepest nesting of FHIR elements.</param>
    public static XmlReadResult Read(ReadOnlyMemory<byte> xml, int maxDepth = 64)
    {
        var faults = new XmlFaults();
        if (xml.Span.StartsWith("\uFEFF"u8))
            xml = xml[3..];
        if (!Utf8.IsValid(xml.Span))
            faults.AddFatal("xml-malformed", "The XML is not valid UTF-8, the one encoding of FHIR.", null, null);
        else if (Read(xml, maxDepth, faults) is { } json && faults.Issues.Count == 0)
            return new XmlReadResult(json, []);
        return new XmlReadResult(null, faults.Issues);
    }

    private static byte[]? Read(ReadOnlyMemory<byte> source, int maxDepth, XmlFaults faults)
    {
        var json = new ArrayBufferWriter<byte>(Math.Max(256, source.Length / 2));
        try
        {
            using var xml = XmlReader.Create(new StreamReader(new MemoryStream(source.ToArray()), Encoding.UTF8, false), Settings);
            using var writer = new Utf8JsonWriter(json, JsonOutput.Options);
            if (xml.Read() && xml.NodeType == XmlNodeType.XmlDeclaration)
                CheckEncoding(xml, faults);
            while (xml.NodeType != XmlNodeType.Element && xml.Read())
            {
                // Only whitespace, comments and instructions can stand here.
            }

            new FhirXmlElements(xml, source, faults, maxDepth).Root(writer);
            while (xml.Read())
            {
                // To the end, for what is malformed after the root.
            }

            writer.Flush();
            return json.WrittenSpan.ToArray();
        }
        catch (XmlException e)
        {
            faults.AddFatal("xml-malformed", "The XML cannot be read: " + e.Message, e.LineNumber, e.LinePosition);
            return null;
        }
        catch (XmlGivenUpException)
        {
            return null;
        }
    }

    private static void CheckEncoding(XmlReader xml, XmlFaults faults)
    {
        if (xml.GetAttribute("encoding") is { } encoding && encoding.ToUpperInvariant() is not ("UTF-8" or "UTF8" or "US-ASCII"))
            faults.Add(xml, "structure", "xml-encoding", $"The XML declares the encoding {encoding}; FHIR is UTF-8.");
    }
}
