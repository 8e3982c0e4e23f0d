using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>The entries by which the concepts of a set are found, all in one indexed array: a letter for the kind, and a value.</summary>
internal static class ConceptKeys
{
    /// <summary>Longer texts are cut in the index; the concept itself decides.</summary>
    public const int MostText = 16;

    /// <summary>Longer values are not in the index.</summary>
    public const int MostValue = 128;

    /// <summary>Properties that every concept has, and of which only one value is rare enough to be in the index.</summary>
    public const string Inactive = "inactive";
    public const string NotSelectable = "notSelectable";

    /// <summary>At or below a code.</summary>
    public static string Below(string foldedCode) => $"a{foldedCode}";

    /// <summary>A value of a property.</summary>
    public static string Value(string property, string value) => $"p{property}={value}";

    /// <summary>Some value of a property.</summary>
    public static string Has(string property) => $"h{property}";

    /// <summary>The start of a term.</summary>
    public static string Term(string term) => $"t{UnicodeText.Start(term, MostText)}";

    public static IEnumerable<string> Of(Concept concept, CodeSystemHead head)
    {
        yield return Below(head.Fold(concept.Code));
        foreach (string above in concept.Ancestors)
            yield return Below(head.Fold(above));
        foreach (string parent in concept.Parents.Where(p => p.Length <= MostValue))
            yield return Value("parent", head.Fold(parent));
        foreach (var property in concept.Properties.Where(p => p.Code != "parent" && p.Value.Length <= MostValue))
            yield return Value(property.Code, property.Value);
        foreach (string property in concept.Properties.Select(p => p.Code).Where(c => c != "parent").Distinct())
            yield return Has(property);
        if (concept.IsInactive)
            yield return Flag(Inactive);
        if (concept.IsAbstract)
            yield return Flag(NotSelectable);
        // Those of all concepts together would be too much to hold: none is remembered.
        foreach (string term in SearchTerms.Of(concept).Select(Term).Distinct())
            yield return term;
    }

    /// <summary>That one of them is true; of its own kind, since a property may have its name.</summary>
    public static string Flag(string property) => $"f{property}";
}
