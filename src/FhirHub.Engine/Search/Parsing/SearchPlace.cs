using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>Where a search looks: its types, and the compartment it stays in. https://hl7.org/fhir/R4/http.html#search</summary>
/// <param name="Types">In ordinal order; at least one.</param>
/// <param name="AllTypes">Whether they are all there are.</param>
/// <param name="Within">The compartment as a clause; nothing without one.</param>
internal sealed record SearchPlace(IReadOnlyList<string> Types, bool AllTypes, IReadOnlyList<Clause> Within)
{
    /// <exception cref="FhirException">Invalid: <c>_type</c>. Not supported: types or compartments that there are not.</exception>
    public static SearchPlace Of(SearchRequest request)
    {
        string[] asked = Asked(request);
        if (request.Compartment is not { } compartment)
            return new SearchPlace(asked.Length == 0 ? ParameterLookup.AllTypes : asked, asked.Length == 0, []);
        string[] members = Members(compartment.Type);
        if (asked.Except(members).ToArray() is { Length: > 0 } outside)
            throw FhirException.NotSupported(
                "compartment-lacks-type", $"The {compartment.Type} compartment holds no {string.Join(", ", outside)}.");
        return new SearchPlace(asked.Length == 0 ? members : asked, AllTypes: false, [InCompartment(compartment)]);
    }

    private static string[] Asked(SearchRequest request)
    {
        foreach (string type in request.Types)
            ParameterLookup.RequireType(type, "the path");
        string[] typeParameters = [.. request.Parameters.Where(p => p.Key == "_type" && p.Value.Length > 0).Select(p => p.Value)];
        if (typeParameters.Length == 0)
            return [.. request.Types.Distinct().Order(StringComparer.Ordinal)];
        if (request.Types.Count > 0)
            throw FhirException.Invalid(
                "type-misplaced", $"_type is for searches over several types; this one is on {string.Join(", ", request.Types)}.");
        string[] types = typeParameters[0].Split(',');
        Issue[] unknown = [.. types.Where(t => !ParameterLookup.IsType(t)).Select(UnknownType)];
        return unknown.Length == 0 ? [.. types.Distinct().Order(StringComparer.Ordinal)] : throw FhirException.Invalid(unknown);
    }

    private static string[] Members(string compartment) => Compartments.Types.Contains(compartment)
        ? [.. ParameterLookup.AllTypes.Where(t => t == compartment || Compartments.Parameters(compartment, t).Count > 0)]
        : throw FhirException.NotSupported(
            "compartment-unknown", $"'{Quoted.Cut(compartment)}' has no compartment; {string.Join(", ", Compartments.Types)} have.");

    private static EntriesMatch InCompartment(ResourceKey compartment)
    {
        if (!ResourceKey.IsValidId(compartment.Id))
            throw FhirException.Invalid(
                "id-invalid", $"'{Quoted.Cut(compartment.Id)}' is not an id: 1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.'.");
        return new EntriesMatch(compartment.ToString(), [], [new EntryCondition { Equal = [$"@{compartment}"] }]);
    }

    private static Issue UnknownType(string type) => Issue.Error(
        "invalid",
        "unknown-type", $"_type: '{Quoted.Cut(type)}' is not a resource type.{SimilarName.Hint(type, ParameterLookup.AllTypes)}");
}
