using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Reads one resource in XML, https://hl7.org/fhir/R4/xml.html, by way of the JSON that says the same.</summary>
public static class FhirXmlReader
{
    // A slot for a resource and the attribute of a primitive are levels of XML that JSON does not have.
    private const int ExtraLevels = 2;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    /// <summary>Reads and checks a resource as <see cref="FhirJsonReader.Read"/> does for JSON.</summary>
    /// <param name="xml">The body in UTF-8; a byte order mark is skipped.</param>
    /// <returns>
    /// The resource or every fault. Faults of the XML have their line and column; when there are none, faults of the content follow,
    /// with their FHIRPath only.
    /// </returns>
    public static ReadResult Read(ReadOnlyMemory<byte> xml, ReadLimits limits)
    {
        var converted = ToJson(xml, limits);
        if (converted.Json is null)
            return new ReadResult(null, converted.Issues);
        var result = FhirJsonReader.Read(converted.Json, limits);
        return new ReadResult(result.Resource, [.. result.Issues.Select(i => i with { Line = null, Column = null })]);
    }

    /// <summary>Turns XML into JSON and checks what XML alone can get wrong; cardinality, formats and codes are not judged.</summary>
    /// <param name="xml">The body in UTF-8; a byte order mark is skipped.</param>
    public static XmlReadResult ToJson(ReadOnlyMemory<byte> xml, ReadLimits limits)
    {
        var faults = new XmlFaults(limits.MaxIssues);
        xml = Utf8Bom.Skip(xml);
        if (xml.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            faults.AddFatal("empty-body", "The body is empty; a resource in XML was expected.", 1, 1);
        else if (!Utf8.IsValid(xml.Span))
            faults.AddFatal("invalid-utf8", "The body is not UTF-8 text.", null, null);
        else if (Convert(xml, limits.MaxDepth + ExtraLevels, faults) is { } json)
            return faults.Issues.Count == 0 ? new XmlReadResult(json, []) : new XmlReadResult(null, faults.Issues) { Partial = json };
        return new XmlReadResult(null, faults.Issues);
    }

    private static byte[]? Convert(ReadOnlyMemory<byte> source, int maxDepth, XmlFaults faults)
    {
        var json = new ArrayBufferWriter<byte>(Math.Max(256, source.Length / 2));
        try
        {
            using var xml = XmlReader.Create(new StreamReader(StreamOf(source), Encoding.UTF8, false), Settings);
            using var writer = new Utf8JsonWriter(json, JsonWriting.Options);
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
        catch (XmlException e) when (e.LineNumber == 0 && source.Span.IndexOf("<!DOCTYPE"u8) is var at and >= 0)
        {
            // The parser refuses it without a place, in words for those who program it.
            var (line, column) = Place(source.Span[..at]);
            faults.AddFatal("malformed-xml", "The body declares a document type (DTD), which a resource may not have.", line, column);
            return null;
        }
        catch (XmlException e)
        {
            faults.AddFatal("malformed-xml", "The body is not XML: " + e.Message, e.LineNumber, e.LinePosition);
            return null;
        }
        catch (ReadAbortedException)
        {
            return null;
        }
    }

    /// <summary>Line and column behind a text, both from 1.</summary>
    private static (int Line, int Column) Place(ReadOnlySpan<byte> before) =>
        (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    private static void CheckEncoding(XmlReader xml, XmlFaults faults)
    {
        if (xml.GetAttribute("encoding") is { } encoding && encoding.ToUpperInvariant() is not ("UTF-8" or "UTF8" or "US-ASCII"))
            faults.Add(xml, "structure", "xml-encoding", $"The XML declares the encoding {encoding}; FHIR is UTF-8.");
    }
}
