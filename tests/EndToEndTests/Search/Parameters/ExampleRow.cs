using FhirHub.Engine.Indexing;

namespace FhirHub.EndToEndTests.Search.Parameters;

/// <summary>A resource of the server's, as it answered when it was stored.</summary>
internal sealed record ExampleRow(string Type, string Id, FhirPathValues Content)
{
    public string Key => $"{Type}/{Id}";

    /// <summary>What a parameter selects in it, and how that is searched for.</summary>
    public RowValue Value(SearchParameter parameter)
    {
        var nodes = Content.Nodes(parameter.Expression!);
        return new RowValue(this, nodes.Count > 0, [.. nodes.SelectMany(n => parameter.Type == SearchParameterType.Composite
            ? Composite(parameter, n)
            : ValueQueries.Of(parameter, n.Poco)).Distinct()]);
    }

    private IEnumerable<ValueQuery> Composite(SearchParameter parameter, Hl7.Fhir.Model.PocoNode element)
    {
        var parts = parameter.Components.Select(component => Content.Nodes(component.Expression, element)
            .SelectMany(n => ValueQueries.Of(parameter with { Type = component.Type, Targets = [] }, n.Poco))
            .FirstOrDefault(q => q.Modifier.Length == 0).Value).ToList();
        return parts.Exists(p => p is null) ? [] : [new ValueQuery("", string.Join('$', parts))];
    }
}
