using System.Net;
using System.Text;
using System.Text.Json;
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
    public static bool Holds(ContainsText text, ReadOnlySpan<byte> json)
    {
        string folded = Folded(json, text.NarrativeOnly);
        return text.AnyOf.Any(words => words.All(w => folded.Contains(w, StringComparison.Ordinal)));
    }

    /// <summary>All texts of the resource, each folded, a line feed behind each; of the narrative without its markup.</summary>
    private static string Folded(ReadOnlySpan<byte> json, bool narrativeOnly)
    {
        var texts = new StringBuilder();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ReadLimits.Deepest });
        bool inNarrative = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                inNarrative = reader.ValueTextEquals("text"u8);
            else if (reader.TokenType == JsonTokenType.PropertyName && narrativeOnly && inNarrative && !reader.ValueTextEquals("div"u8))
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.String && (inNarrative || !narrativeOnly))
                texts.Append(TextFolding.Fold(inNarrative ? WithoutMarkup(reader.GetString()!) : reader.GetString())).Append('\n');
        }

        return texts.ToString();
    }

    /// <summary>The words of an XHTML fragment; a space stands for each tag.</summary>
    private static string WithoutMarkup(string xhtml)
    {
        var text = new StringBuilder(xhtml.Length);
        bool inTag = false;
        foreach (char c in xhtml)
        {
            if (c == '<')
                text.Append(' ');
            inTag = c == '<' || (inTag && c != '>');
            if (!inTag && c != '>')
                text.Append(c);
        }

        return WebUtility.HtmlDecode(text.ToString());
    }
}
