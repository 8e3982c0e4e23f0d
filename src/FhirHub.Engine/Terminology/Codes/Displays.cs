using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Codes;

/// <summary>What a concept is called.</summary>
internal static class Displays
{
    /// <summary>In the first language in which there is a name, else as its code system does.</summary>
    /// <param name="concept">The concept.</param>
    /// <param name="own">Language of its code system's displays; null where it is not said.</param>
    /// <param name="languages">Wanted, such as <c>zh</c> or <c>zh-CN</c>, the one liked most first.</param>
    public static string? Of(Concept concept, string? own, IReadOnlyList<string> languages)
    {
        foreach (string language in languages)
        {
            // A display in no language that is told may be in the one liked most: only another of that language goes before it.
            if (own is null && !IsOf(language, languages[0]))
                break;
            if (In(concept, own, language) is { } display)
                return display;
        }

        return concept.Display;
    }

    private static string? In(Concept concept, string? own, string language) =>
        own is not null && own.Equals(language, StringComparison.OrdinalIgnoreCase) && concept.Display is { } display ? display
        : concept.Designations.FirstOrDefault(d => string.Equals(d.Language, language, StringComparison.OrdinalIgnoreCase))?.Value
            ?? (IsOf(own, language) ? concept.Display : null)
            ?? concept.Designations.FirstOrDefault(d => IsOf(d.Language, language))?.Value;

    /// <summary>Whether somebody who writes it so means the concept: any of its names, whatever the case of letters.</summary>
    public static bool Has(Concept concept, string said) =>
        concept.Names.Any(n => string.Equals(n.Trim(), said.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether one of them is the other with a region or script.</summary>
    public static bool IsOf(string? language, string wanted) =>
        language is not null && language.Split('-')[0].Equals(wanted.Split('-')[0], StringComparison.OrdinalIgnoreCase);
}
