using System.Text.RegularExpressions;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>Comparisons of strings that only filters have; like those of all strings, they see neither case nor accents.</summary>
internal static class FilterText
{
    private const string Kind = "+";
    private const string NextKind = ",";

    // The least that a longer text can have behind.
    private const string Longer = "\u0001";

    /// <exception cref="FhirException">Invalid: nothing is left of the value when it is folded.</exception>
    public static EntryCondition Condition(string prefix, string comparison, string value)
    {
        string first = prefix + Kind;
        string end = prefix + NextKind;
        string text = TextFolding.Fold(value);
        string entry = text.Length > 0 ? first + text : throw FhirException.Invalid(
            "filter-invalid", "_filter: the text to compare with is empty.");
        return comparison switch
        {
            "eq" => new EntryCondition { Equal = [entry] },
            "ne" => Within(new EntryRange(first, entry), new EntryRange(entry + Longer, end)),
            "gt" => Within(new EntryRange(entry + Longer, end)),
            "ge" => Within(new EntryRange(entry, end)),
            "lt" => Within(new EntryRange(first, entry)),
            "le" => Within(new EntryRange(first, entry + Longer)),
            "ew" => Within(new EntryRange(first, end, Regex.Escape(text) + "$")),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null),
        };
    }

    private static EntryCondition Within(params EntryRange[] ranges) => new() { Within = ranges };
}
