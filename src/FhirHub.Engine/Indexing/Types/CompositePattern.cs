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

    // The parts are compared one by one: the entry is not below the first and is below the last.
    private static string Range(EntryRange range) => $"(?={NotBelow(range.From)})(?!{NotBelow(range.To)}){Part}";

    /// <summary>What begins with the text, or differs from it first by a higher character.</summary>
    private static string NotBelow(string text)
    {
        var pattern = new StringBuilder("(?:");
        for (var i = 0; i < text.Length; i++)
            pattern.Append(Regex.Escape(text[..i])).Append($"[^\\x00-\\x{{{(int)text[i]:x}}}]").Append('|');
        return pattern.Append(Regex.Escape(text)).Append(')').ToString();
    }
}
