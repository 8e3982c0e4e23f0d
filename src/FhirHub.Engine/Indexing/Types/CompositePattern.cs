using System.Text;
using System.Text.RegularExpressions;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>A condition on one part of a composite as a regular expression (PCRE): its entries equal one of some, or lie in one of some ranges.</summary>
internal static class CompositePattern
{
    /// <summary>Between two parts.</summary>
    public const string Separator = @"\x01";

    private const string Part = @"[^\x01]*";

    public static string Of(EntryCondition condition) =>
        $"(?:{string.Join('|', condition.Equal.Select(Regex.Escape).Concat(condition.Within.Select(Range)))})";

    private static string Range(EntryRange range)
    {
        if (range == EntryRange.StartingWith(range.From))
            return Regex.Escape(range.From) + Part;
        int common = range.From.AsSpan().CommonPrefixLength(range.To);
        if (common > 0 && char.IsHighSurrogate(range.From[common - 1]))
            common--;
        // The parts are compared one by one: the entry is not below the first and is below the last.
        return $"{Regex.Escape(range.From[..common])}(?={NotBelow(range.From[common..])})(?!{NotBelow(range.To[common..])}){Part}";
    }

    /// <summary>What begins with the text, or differs from it first by a higher character. The database's order is that of code points.</summary>
    private static string NotBelow(string text)
    {
        var (pattern, equal) = (new StringBuilder("(?:"), new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            pattern.Append(equal).Append($"[^\\x00-\\x{{{rune.Value:x}}}]|");
            equal.Append(Regex.Escape(rune.ToString()));
        }
        return pattern.Append(equal).Append(')').ToString();
    }
}
