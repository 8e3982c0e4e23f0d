using System.Buffers;
using System.Text;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Tags and attributes as UTF-8. Names are trusted; values are escaped.</summary>
internal sealed class XmlOutput(IBufferWriter<byte> output, bool pretty)
{
    // Besides markup: controls, and the first byte of U+FFFE and U+FFFF, which XML 1.0 excludes.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'<', (byte)'>', (byte)'&', (byte)'"', 0xEF]);

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Except(['\t', '\n', '\r']).Select(i => (byte)i)]);

    private int _depth;

    /// <summary>Whether the text holds a control character that XML 1.0 excludes.</summary>
    public static bool HasControls(ReadOnlySpan<byte> utf8) => utf8.ContainsAny(Controls);

    /// <summary>Writes <c>&lt;name</c>; attributes may follow.</summary>
    public void OpenTag(string name)
    {
        Break();
        Raw("<"u8);
        Name(name);
    }

    public void EndTagAndNest()
    {
        Raw(">"u8);
        _depth++;
    }

    public void EndEmptyTag() => Raw("/>"u8);

    public void CloseTag(string name)
    {
        _depth--;
        Break();
        Raw("</"u8);
        Name(name);
        Raw(">"u8);
    }

    public void Attribute(string name, ReadOnlySpan<byte> utf8)
    {
        Raw(" "u8);
        Name(name);
        Raw("=\""u8);
        Escaped(utf8);
        Raw("\""u8);
    }

    /// <summary>Well-formed XML on a line of its own, taken as it is.</summary>
    public void Fragment(ReadOnlySpan<byte> xml)
    {
        Break();
        Raw(xml);
    }

    public void Raw(ReadOnlySpan<byte> utf8) => output.Write(utf8);

    private void Name(string name)
    {
        var span = output.GetSpan(name.Length);
        output.Advance(Encoding.ASCII.GetBytes(name, span));
    }

    private void Escaped(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            var next = utf8.IndexOfAny(Special);
            if (next < 0)
            {
                Raw(utf8);
                return;
            }

            Raw(utf8[..next]);
            utf8 = utf8[next..];
            var length = utf8[0] == 0xEF ? 3 : 1;
            Raw(Replacement(utf8[..length]));
            utf8 = utf8[length..];
        }
    }

    // Line breaks and tabs become references, since a reader turns the bare characters into spaces.
    private static ReadOnlySpan<byte> Replacement(ReadOnlySpan<byte> character) => character[0] switch
    {
        (byte)'<' => "&lt;"u8,
        (byte)'>' => "&gt;"u8,
        (byte)'&' => "&amp;"u8,
        (byte)'"' => "&quot;"u8,
        (byte)'\t' => "&#x9;"u8,
        (byte)'\n' => "&#xA;"u8,
        (byte)'\r' => "&#xD;"u8,
        0xEF when character[1] != 0xBF || character[2] < 0xBE => character,
        _ => "\uFFFD"u8,
    };

    private void Break()
    {
        if (!pretty)
            return;
        Raw("\n"u8);
        for (var i = 0; i < _depth; i++)
            Raw("  "u8);
    }
}
