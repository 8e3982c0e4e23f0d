using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary><c>_id</c>, https://hl7.org/fhir/R4/search.html#id.</summary>
internal static class IdCriterion
{
    public static readonly string[] Modifiers = ["missing", "not"];

    public static Criterion Parse(TypeScope scope, ParameterName name, string value, int maxAlternatives) => name.Modifier switch
    {
        null => new Criterion(Keys(scope, name, value, maxAlternatives), scope.Types),
        "not" => new Criterion(new Not(Keys(scope, name, value, maxAlternatives)), scope.Types),
        "missing" => new Criterion(Boolean.Parse(name, value) ? new AnyOf([]) : new AllOf([]), scope.Types),
        _ => throw Modifier.NotSupported(name, Modifiers),
    };

    private static HasKey Keys(TypeScope scope, ParameterName name, string value, int maxAlternatives)
    {
        var ids = Alternatives.Of(name, value, scope.Types.Count, maxAlternatives);
        if (ids.FirstOrDefault(id => !ResourceKey.IsValidId(id)) is { } wrong)
            throw FhirException.Invalid(
                "id-invalid",
                $"'{Quoted.Cut(name.Text)}': '{Quoted.Cut(wrong)}' is not an id: 1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.', without the type.");
        return new HasKey(name.Text, [.. ids.SelectMany(id => scope.Types.Select(t => new ResourceKey(t, id).ToString()))]);
    }
}
