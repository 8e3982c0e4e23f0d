using System.Text.Json;
using System.Text.RegularExpressions;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Extraction;
using FhirHub.Engine.Indexing.Parameters;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing;

/// <summary>What a SearchParameter resource defines: parameters for each of its types, or all that is wrong with it.</summary>
/// <param name="Parameters">Empty when there are issues.</param>
/// <param name="Issues">Empty when it can be used.</param>
public sealed record SearchParameterReading(IReadOnlyList<SearchParameter> Parameters, IReadOnlyList<Issue> Issues);

/// <summary>Reads custom SearchParameter resources, https://hl7.org/fhir/R4/searchparameter.html, and tries what they ask for.</summary>
public sealed partial class SearchParameterReader
{
    private readonly SearchParameterCatalog _catalog;
    private readonly SearchParameterJson _json;
    private readonly List<Issue> _issues = [];

    private SearchParameterReader(SearchParameterCatalog catalog, SearchParameterJson json)
    {
        _catalog = catalog;
        _json = json;
    }

    /// <summary>Reads one resource, without regard to its status.</summary>
    /// <param name="json">A SearchParameter in JSON.</param>
    /// <param name="catalog">What there is already: parts of composites are looked up in it, and names may not clash with it.</param>
    public static SearchParameterReading Read(ReadOnlyMemory<byte> json, SearchParameterCatalog catalog)
    {
        SearchParameterJson parsed;
        try
        {
            parsed = SearchParameterJson.Parse(json);
        }
        catch (JsonException e)
        {
            return new SearchParameterReading([], [Issue.Error("structure", "search-parameter-invalid", e.Message)]);
        }
        var reader = new SearchParameterReader(catalog, parsed);
        reader.CheckHead();
        var components = reader.Components();
        if (reader._issues.Count > 0)
            return new SearchParameterReading([], reader._issues);
        var parameters = parsed.Types().DistinctBy(t => t.Name).Select(t => reader.For(t, components)).OfType<SearchParameter>().ToList();
        return new SearchParameterReading(reader._issues.Count == 0 ? parameters : [], reader._issues);
    }

    private void CheckHead()
    {
        if (string.IsNullOrEmpty(_json.Url))
            Fault("url", "has no url");
        if (_json.Code is not { } code)
            Fault("code", "has no code");
        else if (!CodeForm().IsMatch(code))
            Fault("code", $"has the code '{code}', which is no letter followed by at most 63 letters, digits, - and _ (names that begin with _ are those of the specification)");
        if (_json.Type is not { } type)
            Fault("type", "has no type, or none of number, date, string, token, reference, composite, quantity, uri");
        else if (type == SearchParameterType.Special)
            Fault("type", "has the type special, whose meaning no resource can define");
        if (string.IsNullOrWhiteSpace(_json.Expression))
            Fault("expression", "has no expression");
        if (_json.Bases.Count == 0)
            Fault("base", "has no base");
        for (var i = 0; i < _json.Bases.Count; i++)
            if (FhirSchema.R4.FindType(_json.Bases[i]) is not { IsResource: true })
                Fault($"base[{i}]", $"has the base {_json.Bases[i]}, which is no resource type of R4");
        for (var i = 0; i < _json.Targets.Count; i++)
            if (FhirSchema.R4.FindType(_json.Targets[i]) is not { IsResource: true })
                Fault($"target[{i}]", $"has the target {_json.Targets[i]}, which is no resource type of R4");
    }

    private List<SearchComponent> Components()
    {
        var components = new List<SearchComponent>();
        if (_json.Type != SearchParameterType.Composite)
        {
            if (_json.Components.Count > 0)
                Fault("component", "has components, but is not composite");
            return components;
        }
        if (_json.Components.Count < 2)
            Fault("component", "is composite, but has not two components or more");
        for (var i = 0; i < _json.Components.Count; i++)
            if (Component(i) is { } component)
                components.Add(component);
        // Only the last part of an entry can carry the bounds of an interval; see CompositeEntry.
        foreach (var (component, i) in components.SkipLast(1).Select((c, i) => (c, i)))
            if (component.Type is SearchParameterType.Date or SearchParameterType.Quantity)
                Fault($"component[{i}]", "has a date or quantity in front of other components; only the last one can be");
        return components;
    }

    private SearchComponent? Component(int index)
    {
        var (definition, expression) = _json.Components[index];
        if (definition is null || string.IsNullOrWhiteSpace(expression))
        {
            Fault($"component[{index}]", "has a component without definition or expression");
            return null;
        }
        if (_catalog.Defining(definition.Split('|')[0]) is not [var part, ..])
        {
            Fault($"component[{index}].definition", $"refers to {definition}, which this server does not have");
            return null;
        }
        if (part.Type is SearchParameterType.Composite or SearchParameterType.Special)
        {
            Fault($"component[{index}].definition", $"refers to {definition}, which is itself composite or special");
            return null;
        }
        return new SearchComponent(expression, part.Type, part.Url);
    }

    private SearchParameter? For(TypeSchema type, IReadOnlyList<SearchComponent> components)
    {
        if (_catalog.Find(type.Name, _json.Code!) is { } existing && existing.Url != _json.Url)
        {
            Fault("code", $"has the code {_json.Code}, which {type.Name} has from {existing.Url}");
            return null;
        }
        if (ExpressionParts.For(type, _json.Expression!) is not { } expression)
        {
            Fault("expression", $"has an expression that says nothing of its base {type.Name}");
            return null;
        }
        var parameter = new SearchParameter
        {
            ResourceType = type.Name,
            Code = _json.Code!,
            Url = _json.Url!,
            Type = _json.Type!.Value,
            Expression = expression,
            Targets = ReferenceTargets.Of(type, expression, _json.Targets),
            Components = components,
        };
        return Compiles(type, parameter) ? parameter : null;
    }

    private bool Compiles(TypeSchema type, SearchParameter parameter)
    {
        try
        {
            var builder = new TypePlanBuilder(type, new MatchSettings().Types);
            builder.Add(parameter);
            if (builder.Selected.Count == 0 || builder.Selected.Any(t => ComparableTypes.Has(parameter.Type, t)))
                return true;
            Fault("type", $"compares {string.Join(", ", builder.Selected.Select(t => t.Name))} as {_json.Type}, which is not possible");
        }
        catch (PathRefusedException e)
        {
            Fault("expression", e.IsWrong
                ? $"has an expression for {type.Name} that cannot be followed: {e.Message}"
                : "is composite, and the expressions of composites are names, types and filters only");
        }
        catch (FormatException e)
        {
            Fault("expression", $"has an expression that is no FHIRPath: {e.Message}");
        }
        return false;
    }

    private void Fault(string element, string fault) =>
        _issues.Add(Issue.Error("invalid", "search-parameter-invalid", $"The SearchParameter {fault}.", "SearchParameter." + element));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex CodeForm();
}
