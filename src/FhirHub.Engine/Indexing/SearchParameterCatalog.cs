using System.Collections.Frozen;
using FhirHub.Engine.Indexing.Parameters;

namespace FhirHub.Engine.Indexing;

/// <summary>Which search parameters each resource type has. Immutable; safe for all threads. https://hl7.org/fhir/R4/searchparameter-registry.html</summary>
public sealed class SearchParameterCatalog : ISearchParameters
{
    private static readonly Lazy<SearchParameterCatalog> Defined = new(() => new SearchParameterCatalog(R4SearchParameters.Read()));

    private readonly FrozenDictionary<string, FrozenDictionary<string, SearchParameter>> _byType;

    private SearchParameterCatalog(IEnumerable<SearchParameter> parameters)
        : this(parameters
            .GroupBy(p => p.ResourceType, StringComparer.Ordinal)
            .ToFrozenDictionary(
                type => type.Key,
                type => type.ToFrozenDictionary(p => p.Code, StringComparer.Ordinal),
                StringComparer.Ordinal))
    {
    }

    private SearchParameterCatalog(FrozenDictionary<string, FrozenDictionary<string, SearchParameter>> byType)
    {
        _byType = byType;
        Current = new SearchParameterState(this, FrozenSet<string>.Empty);
    }

    /// <summary>This catalog, of which nothing is pending.</summary>
    public SearchParameterState Current { get; }

    /// <summary>Those of R4 (4.0.1). The first use loads them.</summary>
    public static SearchParameterCatalog R4 => Defined.Value;

    /// <summary>A parameter by its name; null when the type has none of that name.</summary>
    public SearchParameter? Find(string resourceType, string code) =>
        _byType.TryGetValue(resourceType, out var parameters) ? parameters.GetValueOrDefault(code) : null;

    /// <summary>All of a type, by code in ordinal order; none for what is no resource type.</summary>
    public IReadOnlyList<SearchParameter> For(string resourceType) => _byType.TryGetValue(resourceType, out var parameters)
        ? [.. parameters.Values.OrderBy(p => p.Code, StringComparer.Ordinal)]
        : [];

    /// <summary>The parameters a canonical URL defines, one for each type; none for an unknown URL.</summary>
    public IReadOnlyList<SearchParameter> Defining(string url) =>
        [.. _byType.Values.SelectMany(p => p.Values).Where(p => p.Url == url).OrderBy(p => p.ResourceType, StringComparer.Ordinal)];

    /// <summary>A catalog that has these as well. One with the type and code of an existing one takes its place.</summary>
    public SearchParameterCatalog With(IEnumerable<SearchParameter> more)
    {
        var all = _byType.ToDictionary(StringComparer.Ordinal);
        foreach (var type in more.GroupBy(p => p.ResourceType, StringComparer.Ordinal))
        {
            var parameters = all.TryGetValue(type.Key, out var existing) ? existing.ToDictionary(StringComparer.Ordinal) : [];
            foreach (var parameter in type)
                parameters[parameter.Code] = parameter;
            all[type.Key] = parameters.ToFrozenDictionary(StringComparer.Ordinal);
        }

        return new SearchParameterCatalog(all.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>Stands for the parameters of a type: the same object in every catalog whose parameters of that type are the same.</summary>
    internal object? Identity(string resourceType) => _byType.GetValueOrDefault(resourceType);

    /// <summary>
    /// The date parameter whose value orders the resources of a type: newest first unless a search says otherwise. Its element occurs at
    /// most once. Null for a type without such a date, whose resources are ordered by their creation.
    /// </summary>
    public static string? PrimaryDate(string resourceType) => PrimaryDates.Codes.GetValueOrDefault(resourceType);
}
