using System.Text;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>The text that everything begins with that a regular expression matches as a whole. Nothing rather than a guess.</summary>
internal static class PatternStart
{
    private const string Marks = @".[(){}*+?|^$\";
    private const string Quantifiers = "*+?{";

    /// <summary>Null where there is none, or it takes more to tell.</summary>
    public static string? Of(string pattern)
    {
        if (pattern.Contains("(?", StringComparison.Ordinal) || HasChoice(pattern))
            return null;
        var start = new StringBuilder();
        for (int at = pattern.StartsWith('^') ? 1 : 0; at < pattern.Length; at++)
        {
            bool isEscaped = pattern[at] == '\\';
            if (isEscaped)
                at++;
            // Behind a backslash a letter or digit means something else.
            if (at == pattern.Length || (isEscaped ? char.IsAsciiLetterOrDigit(pattern[at]) : Marks.Contains(pattern[at])))
                break;
            if (at + 1 < pattern.Length && Quantifiers.Contains(pattern[at + 1]))
                break;
            // Half of a pair folds to nothing that the whole does.
            if (char.IsSurrogate(pattern[at]))
                break;
            start.Append(pattern[at]);
        }

        return start.Length > 0 ? start.ToString() : null;
    }

    /// <summary>Whether it is several expressions to choose from, or may be.</summary>
    private static bool HasChoice(string pattern)
    {
        int depth = 0;
        bool isClass = false;
        for (int at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\\':
                    at++;
                    break;
                // Of classes within classes, and of a bracket that is the first of one, the end is not looked for.
                case '[' when isClass || (at + 1 < pattern.Length && pattern[at + 1] is ']' or '^'):
                    return true;
                case '[':
                    isClass = true;
                    break;
                case ']':
                    isClass = false;
                    break;
                case '(' when !isClass:
                    depth++;
                    break;
                case ')' when !isClass:
                    depth--;
                    break;
                case '|' when !isClass && depth <= 0:
                    return true;
            }
        }

        return false;
    }
}
