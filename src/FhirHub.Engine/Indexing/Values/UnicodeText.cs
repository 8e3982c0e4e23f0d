using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>Text as entries, and the database, can hold it: Unicode without U+0000 and without halves of surrogate pairs.</summary>
internal static class UnicodeText
{
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == '\0' || Rune.DecodeFromUtf16(text, out _, out int length) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[length..];
        }

        return true;
    }

    /// <summary>At most so many characters of its beginning; a pair that would be cut in two is left out.</summary>
    public static ReadOnlySpan<char> Start(ReadOnlySpan<char> text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
