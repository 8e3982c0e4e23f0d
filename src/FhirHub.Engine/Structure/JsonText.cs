using System.Text;

namespace FhirHub.Engine.Structure;

/// <summary>Takes the escapes out of a JSON string, https://www.rfc-editor.org/rfc/rfc8259#section-7.</summary>
internal static class JsonText
{
    /// <summary>
    /// Writes the UTF-8 text of <paramref name="raw"/>, whose escapes are syntactically valid, to <paramref name="text"/>, which is at
    /// least as long. False when an escaped surrogate stands alone, which no Unicode text can hold.
    /// </summary>
    public static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> text, out int written)
    {
        written = 0;
        while (true)
        {
            var escape = raw.IndexOf((byte)'\\');
            var plain = escape < 0 ? raw : raw[..escape];
            plain.CopyTo(text[written..]);
            written += plain.Length;
            if (escape < 0)
                return true;

            raw = raw[escape..];
            if (raw[1] != (byte)'u')
            {
                text[written++] = Short(raw[1]);
                raw = raw[2..];
            }
            else if (!TryCodePoint(ref raw, out var rune))
            {
                return false;
            }
            else
            {
                written += rune.EncodeToUtf8(text[written..]);
            }
        }
    }

    private static byte Short(byte escape) => escape switch
    {
        (byte)'b' => 8,
        (byte)'f' => 12,
        (byte)'n' => 10,
        (byte)'r' => 13,
        (byte)'t' => 9,
        _ => escape,
    };

    private static bool TryCodePoint(ref ReadOnlySpan<byte> raw, out Rune rune)
    {
        var first = (char)Hex(raw.Slice(2, 4));
        raw = raw[6..];
        if (!char.IsSurrogate(first))
            return Rune.TryCreate(first, out rune);
        if (raw.Length < 6 || raw[0] != (byte)'\\' || raw[1] != (byte)'u')
        {
            rune = default;
            return false;
        }
        var second = (char)Hex(raw.Slice(2, 4));
        raw = raw[6..];
        return Rune.TryCreate(first, second, out rune);
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value << 4) | (digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return value;
    }
}
