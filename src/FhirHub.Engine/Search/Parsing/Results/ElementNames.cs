using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure.Subset;

namespace FhirHub.Engine.Search.Parsing.Results;

/// <summary><c>_elements</c>, https://hl7.org/fhir/R4/search.html#elements.</summary>
internal static class ElementNames
{
    /// <param name="value">Names between commas.</param>
    /// <param name="types">The types of the matches; an element of one of them will do.</param>
    /// <exception cref="FhirException">Invalid: no names, or one that none of the types has.</exception>
    public static IReadOnlyList<string> Parse(string value, IReadOnlyList<string> types)
    {
        const StringSplitOptions options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        string[] names = [.. value.Split(',', options).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw FhirException.Invalid("elements-unknown", "_elements names no element.");
        IReadOnlyList<string> unknown = names;
        foreach (string type in types)
            unknown = unknown.Count == 0 ? unknown : ResourceSubset.UnknownElements(type, unknown);
        return unknown.Count == 0
            ? names
            : throw FhirException.Invalid(
                "elements-unknown",
                $"{new Criteria.TypeScope(types, Common: false).Named}: there is no element {string.Join(", ", unknown.Select(u => $"'{Quoted.Cut(u)}'"))} at the top level.");
    }
}
