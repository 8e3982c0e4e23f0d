using System.Security;
using System.Text;
using System.Xml;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>The XHTML of <c>Narrative.div</c>: in JSON the text of one <c>div</c>, https://hl7.org/fhir/R4/narrative.html.</summary>
internal static class Narrative
{
    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    /// <summary>The div as it can stand in a document: as it is, with its namespace added where it has none, or as text where it is no XML.</summary>
    public static byte[] ToXml(string div)
    {
        var xml = div.Trim();
        return Encoding.UTF8.GetBytes(Root(xml) switch
        {
            FhirXml.Xhtml => xml,
            "" => xml.Insert("<div".Length, $" xmlns=\"{FhirXml.Xhtml}\""),
            _ => $"<div xmlns=\"{FhirXml.Xhtml}\">{SecurityElement.Escape(Clean(div))}</div>",
        });
    }

    /// <summary>The namespace of the one div that the text consists of; null when it is anything else.</summary>
    private static string? Root(string xml)
    {
        if (!xml.StartsWith('<'))
            return null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Strict);
            if (!reader.Read() || reader.NodeType != XmlNodeType.Element || reader.LocalName != "div" || reader.Prefix.Length > 0)
                return null;
            var found = reader.NamespaceURI;
            while (reader.Read())
            {
                if (reader.Depth == 0 && reader.NodeType != XmlNodeType.EndElement)
                    return null;
            }

            return found;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Clean(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = char.IsSurrogate(source[i]) || XmlConvert.IsXmlChar(source[i]) ? source[i] : '\uFFFD';
    });
}
