using System.Text;
using System.Text.Json;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Pieces of a JSON string as it is stored, so that a long one need not be unescaped as a whole.</summary>
internal static class JsonPiece
{
    public const int MostBytes = 512;

    private const int UnicodeEscape = 6;

    /// <summary>Bytes of the first piece: whole characters and escapes, and both halves of a pair.</summary>
    public static int LengthOf(ReadOnlySpan<byte> escaped)
    {
        if (escaped.Length <= MostBytes)
            return escaped.Length;
        int at = 0;
        for (int next = Width(escaped); next <= MostBytes; next += Width(escaped[at..]))
            at = next;
        return at;
    }

    /// <summary>Writes the text that a piece stands for and returns its length.</summary>
    /// <param name="escaped">At most <see cref="MostBytes"/>.</param>
    /// <param name="text">Room for as many characters.</param>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<char> text)
    {
        if (!escaped.Contains((byte)'\\'))
            return Encoding.UTF8.GetChars(escaped, text);
        Span<byte> quoted = stackalloc byte[MostBytes + 2];
        quoted = quoted[..(escaped.Length + 2)];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped.CopyTo(quoted[1..]);
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.CopyString(text);
    }

    private static int Width(ReadOnlySpan<byte> escaped) => escaped[0] switch
    {
        (byte)'\\' when escaped[1] != 'u' => 2,
        (byte)'\\' => IsHighHalf(escaped) ? 2 * UnicodeEscape : UnicodeEscape,
        < 0x80 => 1,
        < 0xe0 => 2,
        < 0xf0 => 3,
        _ => 4,
    };

    private static bool IsHighHalf(ReadOnlySpan<byte> escape) =>
        escape[2] is (byte)'d' or (byte)'D' && escape[3] is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B';
}
