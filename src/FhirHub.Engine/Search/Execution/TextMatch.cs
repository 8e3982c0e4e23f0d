using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Whether a resource holds the words of <c>_content</c> (in any of its texts) or <c>_text</c> (in its narrative), compared as
/// string parameters are: https://hl7.org/fhir/R4/search.html#content.
/// </summary>
internal static class TextMatch
{
    /// <summary>A character becomes at most as many when it is folded, a few ligatures apart.</summary>
    private const int Expansion = 4;

    private static readonly Regex Markup = new("<[^>]*>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public static bool Holds(ContainsText text, ReadOnlySpan<byte> json)
    {
        string folded = Folded(json, text.NarrativeOnly);
        return text.AnyOf.Any(words => words.All(w => folded.Contains(w, StringComparison.Ordinal)));
    }

    /// <summary>All texts of the resource, folded, a line feed behind each.</summary>
    private static string Folded(ReadOnlySpan<byte> json, bool narrativeOnly)
    {
        var texts = new StringBuilder();
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        bool inNarrative = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                inNarrative = reader.ValueTextEquals("text"u8);
            else if (reader.TokenType == JsonTokenType.PropertyName && narrativeOnly && inNarrative && !reader.ValueTextEquals("div"u8))
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.String && (inNarrative || !narrativeOnly))
                Append(texts, reader.GetString()!, inNarrative);
        }

        return texts.ToString();
    }

    private static void Append(StringBuilder texts, string text, bool isNarrative)
    {
        // Of a narrative only what is read counts, not its markup.
        string read = isNarrative ? WebUtility.HtmlDecode(Markup.Replace(text, " ")) : text;
        char[] folded = new char[read.Length * Expansion + Expansion];
        texts.Append(folded, 0, TextFolding.Fold(read, folded)).Append('\n');
    }
}
