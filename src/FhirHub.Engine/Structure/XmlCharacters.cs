using System.Buffers.Text;
using System.Globalization;

namespace FhirHub.Engine.Structure;

/// <summary>Character data of XML 1.0 in a narrative: which references it may hold, and what a URL says once they are resolved.</summary>
internal static class XmlCharacters
{
    /// <summary>What is wrong with text or an attribute value, in a phrase; null when nothing is.</summary>
    public static string? FindFault(ReadOnlySpan<byte> text)
    {
        // U+FFFE and U+FFFF, the only code points of valid UTF-8 above the controls that XML leaves out.
        if (text.IndexOf("\uFFFE"u8) >= 0 || text.IndexOf("\uFFFF"u8) >= 0)
            return "it holds a character XML does not allow";
        while (text.IndexOf((byte)'&') is var at and >= 0)
        {
            text = text[at..];
            if (!TryReference(ref text, out _))
                return "it holds a '&' that is not one of &amp; &lt; &gt; &quot; &apos; or a character reference";
        }
        return null;
    }

    /// <summary>Whether a browser would run the URL: a script scheme, however its characters are written.</summary>
    public static bool IsScript(ReadOnlySpan<byte> url)
    {
        Span<char> scheme = stackalloc char[12];
        var length = 0;
        while (!url.IsEmpty && length < scheme.Length)
        {
            int character;
            if (url[0] == (byte)'&')
            {
                if (!TryReference(ref url, out character))
                    return false;
            }
            else
            {
                character = url[0];
                url = url[1..];
            }
            if (character == ':')
                break;
            // Browsers skip white space and controls inside a scheme.
            if (character > ' ')
                scheme[length++] = (char)character;
        }
        ReadOnlySpan<char> found = scheme[..length];
        return found.Equals("javascript", StringComparison.OrdinalIgnoreCase) || found.Equals("vbscript", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Takes the reference <paramref name="text"/> starts with.</summary>
    private static bool TryReference(ref ReadOnlySpan<byte> text, out int character)
    {
        character = 0;
        var end = text.IndexOf((byte)';');
        if (end < 2)
            return false;
        var name = text[1..end];
        text = text[(end + 1)..];
        character = name switch
        {
            _ when name.SequenceEqual("amp"u8) => '&',
            _ when name.SequenceEqual("lt"u8) => '<',
            _ when name.SequenceEqual("gt"u8) => '>',
            _ when name.SequenceEqual("quot"u8) => '"',
            _ when name.SequenceEqual("apos"u8) => '\'',
            _ => Numeric(name),
        };
        return character is '\t' or '\n' or '\r' or >= 0x20 and < 0xD800 or >= 0xE000 and < 0xFFFE or >= 0x10000 and <= 0x10FFFF;
    }

    private static int Numeric(ReadOnlySpan<byte> name)
    {
        if (name[0] != (byte)'#' || name.Length < 2)
            return -1;
        if (name[1] == (byte)'x')
            return int.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : -1;
        return Utf8Parser.TryParse(name[1..], out int value, out var used) && used == name.Length - 1 && char.IsAsciiDigit((char)name[1]) ? value : -1;
    }
}
