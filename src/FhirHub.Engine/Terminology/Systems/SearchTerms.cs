using System.Globalization;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Terminology.Systems;

/// <summary>
/// What a concept is found by while somebody types: its code, each name from any word (in Chinese, any character) on, and the pinyin of
/// Chinese names: in full from the start of a run of characters on, as initials from any character on. A word that is typed finds the concepts of
/// which it begins a term.
/// </summary>
internal static class SearchTerms
{
    // A concept with many long names in many languages must not fill the index alone.
    private const int Most = 200;

    public static IReadOnlyList<string> Of(Concept concept)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal) { TextFolding.Fold(concept.Code) };
        foreach (string name in concept.Names)
            AddName(terms, TextFolding.Fold(name));
        return [.. terms.Take(Most)];
    }

    /// <summary>What was typed, in words that must all be found; empty where there is nothing to look for.</summary>
    public static IReadOnlyList<string> Words(string typed) =>
        [.. TextFolding.Fold(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>What a term begins with of every concept whose code begins so.</summary>
    public static string CodeStart(string start) => TextFolding.Fold(start).TrimEnd(' ');

    /// <summary>What a term begins with of every concept with a name that begins so; null where such a name may have none.</summary>
    public static string? Start(string start) =>
        TextFolding.Fold(start).TrimEnd(' ') is { Length: > 0 } folded && IsPart(folded, 0) ? folded : null;

    private static void AddName(HashSet<string> terms, string folded)
    {
        for (int i = 0; i < folded.Length; i++)
        {
            if (IsPart(folded, i) && (i == 0 || IsIdeograph(folded[i]) || !IsPart(folded, i - 1) || IsIdeograph(folded[i - 1])))
                terms.Add(folded[i..]);
        }

        foreach (string run in folded.Split([' ', ',', '(', ')', '[', ']', '/', ';', ':', '、', '。', '《', '》', '“', '”'], StringSplitOptions.RemoveEmptyEntries))
            AddPinyin(terms, run);
    }

    private static void AddPinyin(HashSet<string> terms, string run)
    {
        var forms = Pinyin.FormsOf(run);
        string? last = null;
        for (int i = 0; i + 1 < forms.Count; i += 2)
        {
            terms.Add(forms[i]);
            string initials = forms[i + 1];
            // Most readings of a character begin alike.
            if (initials == last)
                continue;
            last = initials;
            for (int from = 0; from < initials.Length; from++)
                terms.Add(initials[from..]);
        }
    }

    private static bool IsIdeograph(char c) => c >= '\u2e80' && char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter;

    /// <summary>Whether a word may be made of it; the second half of a surrogate pair begins none.</summary>
    private static bool IsPart(string text, int index) => char.IsLetterOrDigit(text[index]) || char.IsHighSurrogate(text[index]);
}
