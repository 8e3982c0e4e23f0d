using System.Text;
using System.Xml;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Says the same XHTML without prefixes, CDATA sections and instructions, which FHIR narrative does not know.</summary>
internal static class XhtmlNormal
{
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private static readonly XmlWriterSettings Writing = new()
    {
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
        NewLineHandling = NewLineHandling.None,
    };

    /// <param name="div">Well-formed XML that declares all its namespaces.</param>
    public static string Of(string div)
    {
        var text = new StringBuilder(div.Length);
        using var reader = XmlReader.Create(new StringReader(div), Reading);
        using (var writer = XmlWriter.Create(text, Writing))
        {
            while (reader.Read())
                Copy(reader, writer);
        }

        return text.ToString();
    }

    private static void Copy(XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                writer.WriteStartElement("", reader.LocalName, FhirXml.Xhtml);
                var isEmpty = reader.IsEmptyElement;
                while (reader.MoveToNextAttribute())
                {
                    if (reader.NamespaceURI != FhirXml.Xmlns)
                        writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
                }

                if (isEmpty)
                    writer.WriteEndElement();
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                writer.WriteString(reader.Value);
                break;
            case XmlNodeType.Comment:
                writer.WriteComment(reader.Value);
                break;
        }
    }
}
