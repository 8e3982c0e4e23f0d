using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary><c>_list</c>, https://hl7.org/fhir/R4/search.html#list.</summary>
internal static class ListCriterion
{
    private const int MaxLists = 100;

    public static Criterion Parse(TypeScope scope, ParameterName name, string value)
    {
        if (name.Modifier is not null)
            throw Modifier.NotSupported(name, []);
        var ids = Alternatives.Of(name, value, 1, MaxLists);
        foreach (string id in ids)
            Check(id);
        return new Criterion(new MemberOfList(name.Text, [.. ids.Select(id => new ResourceKey("List", id).ToString())]), scope.Types);
    }

    private static void Check(string id)
    {
        if (id.StartsWith('$'))
            throw FhirException.NotSupported(
                "list-functional",
                $"_list={Quoted.Cut(id)}: lists that a server computes are not supported; give the id of a List resource.");
        if (!ResourceKey.IsValidId(id))
            throw FhirException.Invalid("list-invalid", $"_list={Quoted.Cut(id)} is not the id of a List.");
    }
}
