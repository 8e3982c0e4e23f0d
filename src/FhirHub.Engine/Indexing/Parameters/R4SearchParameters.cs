using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Parameters;

/// <summary>The search parameters that R4 itself defines, one for each resource type they apply to.</summary>
internal static class R4SearchParameters
{
    // Of the page https://hl7.org/fhir/R4/search.html, which defines them without a SearchParameter.
    private static readonly (string Code, SearchParameterType Type)[] WithoutDefinition =
        [("_has", SearchParameterType.Special), ("_list", SearchParameterType.Special)];

    // Its components, code and target of relatesTo, name each other's definitions in R4: a reference that selects a code, a token that
    // selects a reference. Nothing would ever be found.
    private const string Exchanged = "http://hl7.org/fhir/SearchParameter/DocumentReference-relationship";

    /// <summary>R4 describes this one in words only.</summary>
    private static readonly Dictionary<string, string> MissingExpressions = new(StringComparer.Ordinal)
    {
        ["Patient.birthOrderBoolean"] = "(Patient.multipleBirth as boolean)",
    };

    public static IReadOnlyList<SearchParameter> Read()
    {
        var definitions = FhirDefinitions.All
            .Where(d => d.Type == "SearchParameter")
            .Select(d => SearchParameterJson.Parse(FhirDefinitions.Read(d)))
            .ToList();
        var types = definitions.ToDictionary(d => d.Url!, d => d.Type!.Value, StringComparer.Ordinal);
        return [.. definitions.SelectMany(d => d.Types().Select(type => Parameter(d, type, types))), .. Undefined()];
    }

    private static SearchParameter Parameter(SearchParameterJson json, TypeSchema type, Dictionary<string, SearchParameterType> types)
    {
        var expression = json.Expression is null
            ? MissingExpressions.GetValueOrDefault($"{type.Name}.{json.Code}")
            : ExpressionParts.For(type, json.Expression)
                ?? throw new InvalidOperationException($"the expression of {json.Url} says nothing of {type.Name}");
        return new SearchParameter
        {
            ResourceType = type.Name,
            Code = json.Code!,
            Url = json.Url!,
            Type = json.Type!.Value,
            Expression = expression,
            Targets = ReferenceTargets.Of(type, expression, json.Targets),
            Components = [.. json.Components.Zip(Definitions(json), (c, definition) => new SearchComponent(c.Expression!, types[definition], definition))],
        };
    }

    private static IEnumerable<string> Definitions(SearchParameterJson json)
    {
        var definitions = json.Components.Select(c => c.Definition!);
        return json.Url == Exchanged ? definitions.Reverse() : definitions;
    }

    private static IEnumerable<SearchParameter> Undefined() =>
        from type in FhirSchema.R4.Resources
        from parameter in WithoutDefinition
        select new SearchParameter
        {
            ResourceType = type.Name,
            Code = parameter.Code,
            Url = "http://hl7.org/fhir/R4/search.html#" + parameter.Code.TrimStart('_'),
            Type = parameter.Type,
            Expression = null,
        };
}
