using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>
/// The entries by which the concepts of a set are found, all in one indexed array: the set's name, a letter for the kind, and a value.
/// </summary>
internal static class ConceptKeys
{
    /// <summary>Longer texts are cut in the index; the concept itself decides.</summary>
    public const int MostText = 16;

    /// <summary>Longer values are not in the index.</summary>
    public const int MostValue = 128;

    /// <summary>At or below a code.</summary>
    public static string Below(string set, string foldedCode) => $"{set}a{foldedCode}";

    /// <summary>A value of a property.</summary>
    public static string Value(string set, string property, string value) => $"{set}p{property}={value}";

    /// <summary>The start of a term.</summary>
    public static string Term(string set, string term) => $"{set}t{UnicodeText.Start(term, MostText)}";

    public static IEnumerable<string> Of(string set, Concept concept, CodeSystemHead head)
    {
        yield return Below(set, head.Fold(concept.Code));
        foreach (string above in concept.Ancestors)
            yield return Below(set, head.Fold(above));
        foreach (string parent in concept.Parents.Where(p => p.Length <= MostValue))
            yield return Value(set, "parent", head.Fold(parent));
        foreach (var property in concept.Properties.Where(p => p.Code != "parent" && p.Value.Length <= MostValue))
            yield return Value(set, property.Code, property.Value);
        foreach (string term in concept.Terms.Select(t => Term(set, t)).Distinct())
            yield return term;
    }
}
