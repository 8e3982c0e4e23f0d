using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// Makes texts equal that differ in case, accents, width or white space only, https://hl7.org/fhir/R4/search.html#string: compatibility
/// decomposition (NFKD) without combining marks, lower case, white space collapsed. Chinese characters stay. Folding twice changes nothing.
/// </summary>
internal static class TextFolding
{
    /// <summary>Characters of a folded text in the index; what comes behind them is not searched.</summary>
    public const int Longest = 256;

    private static readonly Lazy<FoldingTable> Table = new(() => new FoldingTable());

    /// <summary>The folded text, cut to <see cref="Longest"/>.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        Span<char> folded = stackalloc char[Longest];
        return folded[..Fold(text, folded)].ToString();
    }

    /// <summary>Writes as much of the folded text as the buffer holds and returns its length.</summary>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var to = new FoldedText(folded);
        for (var i = 0; i < text.Length && !to.IsFull; i++)
        {
            var c = text[i];
            if (char.IsAscii(c))
            {
                to.Append(char.ToLowerInvariant(c));
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && Rune.TryCreate(c, text[i + 1], out var pair))
            {
                to.Append(Table.Value.Find(pair.Value) ?? text.Slice(i, 2));
                i++;
            }
            else if (c is >= '\uac00' and <= '\ud7a3')
            {
                AppendHangul(ref to, c - '\uac00');
            }
            else
            {
                to.Append(Table.Value.Find(c) ?? text.Slice(i, 1));
            }
        }
        return to.Length;
    }

    /// <summary>A syllable is a consonant, a vowel and perhaps a final consonant, by the arithmetic of Unicode's chapter 3.12.</summary>
    private static void AppendHangul(ref FoldedText to, int syllable)
    {
        to.Append((char)('\u1100' + syllable / 588));
        to.Append((char)('\u1161' + syllable % 588 / 28));
        if (syllable % 28 > 0)
            to.Append((char)('\u11a7' + syllable % 28));
    }
}
