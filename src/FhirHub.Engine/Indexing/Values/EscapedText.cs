using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>The escapes of a search value: <c>\,</c> <c>\|</c> <c>\$</c> and <c>\\</c>, https://hl7.org/fhir/R4/search.html#escaping.</summary>
internal static class EscapedText
{
    /// <summary>Takes the escapes out; a backslash in front of anything else is one.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\'))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
                i++;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }

    /// <summary>Parts between separators that are not escaped, each without its escapes.</summary>
    public static IReadOnlyList<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
            {
                i++;
            }
            else if (text[i] == separator)
            {
                parts.Add(Unescape(text[start..i]));
                start = i + 1;
            }
        }
        parts.Add(Unescape(text[start..]));
        return parts;
    }

    private static bool IsEscape(string text, int at) =>
        text[at] == '\\' && at + 1 < text.Length && text[at + 1] is (',' or '|' or '$' or '\\');
}
