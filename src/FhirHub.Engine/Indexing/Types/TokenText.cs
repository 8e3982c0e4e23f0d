using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>The words beside a code, which <c>:text</c> searches: CodeableConcept.text, Coding.display, Identifier.type.text.</summary>
internal static class TokenText
{
    public static void Add(string text, string prefix, EntrySink sink)
    {
        Span<char> buffer = stackalloc char[TextFolding.Longest];
        var folded = buffer[..TextFolding.Fold(text, buffer)];
        if (folded.Length > 0)
            sink.Add(string.Concat(prefix, "#", folded));
    }

    /// <summary>As of a string parameter: what begins with the text searched for.</summary>
    /// <exception cref="FhirException">Invalid: nothing to search for.</exception>
    public static EntryRange Range(string parameter, string prefix, string value)
    {
        var folded = TextFolding.Fold(SearchValue.Unescape(value));
        return folded.Length > 0
            ? EntryRange.StartingWith($"{prefix}{TokenSearch.Text}{folded}")
            : throw SearchFault.Value(parameter + ":text", value, "the text to search for is empty");
    }
}
