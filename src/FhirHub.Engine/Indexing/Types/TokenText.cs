namespace FhirHub.Engine.Indexing.Types;

/// <summary>The words beside a code, which <c>:text</c> searches: CodeableConcept.text, Coding.display, Identifier.type.text.</summary>
internal static class TokenText
{
    public static void Add(string text, string prefix, EntrySink sink)
    {
        var folded = Fold(text);
        if (folded.Length > 0)
            sink.Add(prefix + TokenSearch.Text + folded);
    }

    /// <summary>As of a string parameter: what begins with the text searched for.</summary>
    public static EntryRange Range(string parameter, string prefix, string value) =>
        EntryRange.StartingWith(prefix + TokenSearch.Text + Fold(SearchValue.Unescape(value)));

    private static string Fold(string text) => text.ToLowerInvariant();
}
