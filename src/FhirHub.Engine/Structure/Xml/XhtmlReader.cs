using System.Buffers;
using System.Text;
using System.Xml;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Takes the XHTML of a narrative out of a document byte for byte, and checks that it is XHTML only.</summary>
internal sealed class XhtmlReader(XmlReader xml, ReadOnlyMemory<byte> source, XmlFaults faults)
{
    private const int MaxDepth = 256;

    private static readonly SearchValues<char> AfterName = SearchValues.Create(" \t\r\n/>");

    private readonly Utf8Position _position = new(source);
    private readonly IXmlLineInfo _line = (IXmlLineInfo)xml;
    private bool _needsNormal;

    /// <summary>The div the reader stands on; afterwards the reader stands on its end.</summary>
    public string Read(XmlPath path)
    {
        _needsNormal = false;
        var start = Offset() - 1;
        var prefixes = new HashSet<string>(StringComparer.Ordinal) { xml.Prefix };
        var scope = ((IXmlNamespaceResolver)xml).GetNamespacesInScope(XmlNamespaceScope.ExcludeXml);
        var declared = Attributes(prefixes);
        var end = xml.IsEmptyElement ? EndOfTag(Offset()) : Content(prefixes, path);
        var text = Encoding.UTF8.GetString(source.Span[start..end]);

        // Taken out of its document the text must still know the prefixes it uses.
        var missing = prefixes.Where(p => !declared.Contains(p) && scope.ContainsKey(p)).Order(StringComparer.Ordinal);
        var declarations = string.Concat(missing.Select(p => p.Length == 0 ? $" xmlns=\"{scope[p]}\"" : $" xmlns:{p}=\"{scope[p]}\""));
        text = text.Insert(1 + EndOfName(text), declarations);
        _needsNormal |= prefixes.Count > 1 || !prefixes.Contains("") || text.Contains("<?", StringComparison.Ordinal);
        return _needsNormal ? XhtmlNormal.Of(text) : text;
    }

    private int Content(HashSet<string> prefixes, XmlPath path)
    {
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            _needsNormal |= xml.NodeType == XmlNodeType.CDATA;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.NamespaceURI != FhirXml.Xhtml)
                faults.Add(xml, "structure", "wrong-namespace", $"\"{xml.Name}\" within a narrative must be in the namespace {FhirXml.Xhtml}.", path);
            if (xml.Depth - depth > MaxDepth)
                faults.Abort(xml, "nesting-too-deep", $"The narrative is nested more than {MaxDepth} deep.", path);
            prefixes.Add(xml.Prefix);
            Attributes(prefixes);
        }

        return EndOfTag(Offset());
    }

    // Collects the prefixes that attributes use; returns the prefixes they declare.
    private HashSet<string> Attributes(HashSet<string> prefixes)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        while (xml.MoveToNextAttribute())
        {
            if (xml.NamespaceURI == FhirXml.Xmlns)
            {
                declared.Add(xml.Prefix.Length == 0 ? "" : xml.LocalName);
                _needsNormal |= xml.Prefix.Length > 0;
            }
            else if (xml.Prefix is not ("" or "xml"))
                prefixes.Add(xml.Prefix);
        }

        xml.MoveToElement();
        return declared;
    }

    private int Offset() => _position.OffsetOf(_line.LineNumber, _line.LinePosition);

    // A tag ends at the first ">" outside quotes.
    private int EndOfTag(int offset)
    {
        var bytes = source.Span;
        byte quote = 0;
        for (; ; offset++)
        {
            var b = bytes[offset];
            if (quote != 0)
                quote = b == quote ? (byte)0 : quote;
            else if (b is (byte)'"' or (byte)'\'')
                quote = b;
            else if (b == (byte)'>')
                return offset + 1;
        }
    }

    private static int EndOfName(string tag) => tag.AsSpan(1).IndexOfAny(AfterName);
}
