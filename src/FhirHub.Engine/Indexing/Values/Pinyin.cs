using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// The forms in which a Chinese text is typed in Latin letters: 张三 as <c>zhangsan</c> and <c>zs</c>. A character that is read in
/// several ways gives several forms: 单 (a surname) is <c>shan</c> as well as <c>dan</c>; 吕 is <c>lv</c>, <c>lu</c> and <c>lyu</c>.
/// </summary>
public static class Pinyin
{
    /// <summary>Readings of one text: the likeliest ones.</summary>
    public const int MostReadings = 16;

    /// <summary>Characters of one text that are read; what follows is not found by pinyin.</summary>
    public const int MostCharacters = 32;

    private const int LongestReading = 8;

    // Letters and digits among Chinese characters stand for themselves.
    private static readonly string[][] Literals = [.. Enumerable.Range(0, 128).Select(c => new[] { ((char)c).ToString() })];

    /// <summary>All forms of a folded text; none when it has no Chinese characters.</summary>
    public static IReadOnlyList<string> FormsOf(ReadOnlySpan<char> folded)
    {
        if (folded.IndexOfAnyExceptInRange('\0', '\u2e7f') < 0 || Syllables(folded) is not { } syllables)
            return [];
        var forms = new List<string>(2);
        Span<char> full = stackalloc char[MostCharacters * LongestReading];
        Span<char> initials = stackalloc char[MostCharacters];
        foreach (var choice in ReadingChoices.Of(syllables, MostReadings))
        {
            var length = 0;
            for (var i = 0; i < syllables.Count; i++)
            {
                var reading = syllables[i][choice[i]];
                reading.CopyTo(full[length..]);
                length += reading.Length;
                initials[i] = reading[0];
            }
            forms.Add(full[..length].ToString());
            forms.Add(initials[..syllables.Count].ToString());
        }
        return forms;
    }

    /// <summary>The form of what a user typed, if it can be pinyin: letters and digits, without the spaces and marks between syllables.</summary>
    public static string? Typed(ReadOnlySpan<char> folded)
    {
        var typed = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsAsciiLetterOrDigit(c))
                typed.Append(c);
            else if (c is not (' ' or '\'' or '\u2019' or '-'))
                return null;
        }
        return typed.Length > 0 && char.IsAsciiLetter(typed[0]) ? typed.ToString() : null;
    }

    /// <summary>The readings of each character, spaces and punctuation left out; null when none is Chinese.</summary>
    private static List<string[]>? Syllables(ReadOnlySpan<char> folded)
    {
        var isChinese = false;
        var syllables = new List<string[]>(4);
        foreach (var rune in folded.EnumerateRunes())
        {
            if (syllables.Count == MostCharacters)
                break;
            if (PinyinTable.Readings(rune.Value) is { } readings)
            {
                isChinese = true;
                syllables.Add(readings);
            }
            else if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
            {
                syllables.Add(Literals[rune.Value]);
            }
        }
        return isChinese ? syllables : null;
    }
}
