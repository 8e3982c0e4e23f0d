using System.Text;

namespace FhirHub.Engine.Indexing;

/// <summary>The escapes of search values: <c>\,</c> <c>\|</c> <c>\$</c> <c>\\</c>. https://hl7.org/fhir/R4/search.html#escaping</summary>
public static class SearchValue
{
    /// <summary>The parts between separators that are not escaped, at least one; the escapes within the parts stay.</summary>
    public static IReadOnlyList<string> Split(string value, char separator)
    {
        if (!value.Contains(separator))
            return [value];
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                i++;
            }
            else if (value[i] == separator)
            {
                parts.Add(value[start..i]);
                start = i + 1;
            }
        }
        parts.Add(value[start..]);
        return parts;
    }

    /// <summary>The text meant. A backslash in front of anything else stands for itself.</summary>
    public static string Unescape(string value)
    {
        if (!value.Contains('\\'))
            return value;
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length && value[i + 1] is (',' or '|' or '$' or '\\'))
                i++;
            text.Append(value[i]);
        }
        return text.ToString();
    }

    /// <summary>A text as a value that means it.</summary>
    public static string Escape(string text) => text.AsSpan().ContainsAny(",|$\\")
        ? text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal)
        : text;
}
