using System.Text;

namespace FhirHub.Engine.Transactions;

/// <summary>Places in a JSON string: where a character of its text is among its bytes.</summary>
internal static class RawText
{
    /// <summary>Bytes in front of the character at <paramref name="index"/> of the text.</summary>
    /// <param name="raw">The string as it is in JSON, without its quotes; its escapes are valid.</param>
    /// <param name="index">In UTF-16 code units, not within a surrogate pair.</param>
    public static int OffsetOf(ReadOnlySpan<byte> raw, int index)
    {
        int offset = 0;
        while (index > 0)
        {
            if (raw[offset] == (byte)'\\')
            {
                offset += raw[offset + 1] == (byte)'u' ? 6 : 2;
                index--;
            }
            else
            {
                Rune.DecodeFromUtf8(raw[offset..], out var rune, out int length);
                offset += length;
                index -= rune.Utf16SequenceLength;
            }
        }

        return offset;
    }
}
