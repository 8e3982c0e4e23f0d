using System.Text;

namespace FhirHub.Engine.Structure;

/// <summary>
/// Checks a narrative <c>div</c> in one pass without building a tree: well-formed XML, its root a div in the XHTML namespace, and nothing
/// <see cref="XhtmlRules"/> does not list. Entities are those of XML itself, since a FHIR document has no DTD.
/// </summary>
internal ref struct XhtmlScanner
{
    private const int MaxOpen = 1024;
    private static ReadOnlySpan<byte> Namespace => "http://www.w3.org/1999/xhtml"u8;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<byte> _open;
    private int _position;
    private int _depth;

    private XhtmlScanner(ReadOnlySpan<byte> text, Span<byte> open)
    {
        _text = text;
        _open = open;
    }

    /// <summary>What is wrong, in a phrase; null when nothing is.</summary>
    public static string? FindFault(ReadOnlySpan<byte> text)
    {
        Span<byte> open = stackalloc byte[MaxOpen];
        return new XhtmlScanner(text.Trim(" \t\r\n"u8), open).Document();
    }

    private ReadOnlySpan<byte> Rest => _text[_position..];

    private string? Document()
    {
        if (!Rest.StartsWith("<div"u8))
            return "it does not start with <div";
        do
        {
            if ((Rest[0] == (byte)'<' ? Markup() : Characters()) is { } fault)
                return fault;
        }
        while (_depth > 0 && _position < _text.Length);

        if (_depth > 0)
            return $"<{OpenName()}> is not closed";
        return _position == _text.Length ? null : "there is content after the closing </div>";
    }

    private string? Markup()
    {
        var rest = Rest;
        if (rest.StartsWith("</"u8))
            return EndTag();
        if (rest.StartsWith("<!--"u8))
            return Comment();
        if (rest.StartsWith("<!"u8) || rest.StartsWith("<?"u8))
            return "it holds a CDATA section, document type or processing instruction";
        return StartTag();
    }

    private string? Characters()
    {
        var end = Rest.IndexOf((byte)'<');
        var run = end < 0 ? Rest : Rest[..end];
        _position += run.Length;
        return run.IndexOf("]]>"u8) >= 0 ? "it holds ']]>'" : XmlCharacters.FindFault(run);
    }

    private string? Comment()
    {
        var content = Rest["<!--".Length..];
        // HTML ends a comment at <!--> and <!--->, where XML goes on: what follows would come alive in a browser.
        if (content.StartsWith(">"u8) || content.StartsWith("->"u8))
            return "it holds a comment that HTML reads differently";
        var end = content.IndexOf("--"u8);
        if (end < 0 || !content[end..].StartsWith("-->"u8))
            return "it holds a comment that is not closed or contains '--'";
        _position += "<!--".Length + end + "-->".Length;
        return null;
    }

    private string? EndTag()
    {
        _position += 2;
        var name = Name();
        Space();
        if (_depth == 0 || XhtmlRules.Elements.IndexOf(name) != _open[_depth - 1])
            return $"</{Show(name)}> closes nothing that is open";
        if (!Take((byte)'>'))
            return $"</{Show(name)}> is malformed";
        _depth--;
        return null;
    }

    private string? StartTag()
    {
        _position++;
        var name = Name();
        var element = XhtmlRules.Elements.IndexOf(name);
        if (element < 0)
            return name.IsEmpty ? "it holds a '<' that starts no element" : $"<{Show(name)}> is not allowed";
        if (_depth == MaxOpen)
            return $"elements are nested more than {MaxOpen} deep";

        if (Attributes(out var hasNamespace) is { } fault)
            return fault;
        if (_depth == 0 && !hasNamespace)
            return "its root is not in the namespace http://www.w3.org/1999/xhtml";
        var isEmpty = Take((byte)'/');
        if (!Take((byte)'>'))
            return $"<{Show(name)}> is malformed";
        if (!isEmpty)
            _open[_depth++] = (byte)element;
        return null;
    }

    private string? Attributes(out bool hasNamespace)
    {
        hasNamespace = false;
        var seen = 0UL;
        while (Space() && _position < _text.Length && _text[_position] is not ((byte)'/' or (byte)'>'))
        {
            var name = Name();
            var attribute = XhtmlRules.Attributes.IndexOf(name);
            if (attribute < 0)
                return name.IsEmpty ? "it holds a malformed attribute" : $"the attribute {Show(name)} is not allowed";
            if ((seen & (1UL << attribute)) != 0)
                return $"the attribute {Show(name)} occurs twice";
            seen |= 1UL << attribute;

            if (!TryValue(out var value))
                return $"the attribute {Show(name)} has no quoted value";
            if (XmlCharacters.FindFault(value) is { } fault)
                return fault;
            if (XhtmlRules.IsUrl(name) && XmlCharacters.IsScript(value))
                return $"the attribute {Show(name)} holds a script";
            if (name.SequenceEqual("xmlns"u8))
            {
                if (!value.SequenceEqual(Namespace))
                    return $"it uses the namespace '{Show(value)}'";
                hasNamespace = true;
            }
        }
        return null;
    }

    private bool TryValue(out ReadOnlySpan<byte> value)
    {
        value = default;
        Space();
        if (!Take((byte)'='))
            return false;
        Space();
        if (_position >= _text.Length || _text[_position] is not ((byte)'"' or (byte)'\''))
            return false;
        var length = _text[(_position + 1)..].IndexOf(_text[_position]);
        if (length < 0)
            return false;
        value = _text.Slice(_position + 1, length);
        _position += length + 2;
        return value.IndexOf((byte)'<') < 0;
    }

    private ReadOnlySpan<byte> Name()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit((char)_text[_position]) || _text[_position] is (byte)':' or (byte)'-' or (byte)'_' or (byte)'.'))
            _position++;
        return _text[start.._position];
    }

    /// <summary>Skips white space; false when there was none.</summary>
    private bool Space()
    {
        var start = _position;
        while (_position < _text.Length && _text[_position] is ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            _position++;
        return _position > start;
    }

    private bool Take(byte expected)
    {
        if (_position >= _text.Length || _text[_position] != expected)
            return false;
        _position++;
        return true;
    }

    private readonly string OpenName() => Encoding.UTF8.GetString(XhtmlRules.Elements[_open[_depth - 1]].Span);

    private static string Show(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name.Length > 40 ? name[..40] : name);
}
