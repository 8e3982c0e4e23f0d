using System.Collections.Frozen;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Registry;

/// <summary>
/// What the stored definitions amount to together with those of R4. Immutable.
/// </summary>
internal sealed class DefinitionSet
{
    private readonly Dictionary<string, IReadOnlyList<Issue>> _refused;

    private DefinitionSet(SearchParameterCatalog catalog, IReadOnlyList<RegisteredParameter> parameters, Dictionary<string, IReadOnlyList<Issue>> refused)
    {
        Parameters = parameters;
        _refused = refused;
        State = new SearchParameterState(
            catalog, parameters.Where(p => p.Mark is null).Select(p => p.Prefix).ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>Those of R4 alone.</summary>
    public static DefinitionSet OfR4 { get; } = new(SearchParameterCatalog.R4, [], []);

    public SearchParameterState State { get; }

    /// <summary>What the stored definitions add.</summary>
    public IReadOnlyList<RegisteredParameter> Parameters { get; }

    /// <summary>Why a definition cannot be used; none where it can, or defines nothing.</summary>
    public IReadOnlyList<Issue> IssuesOf(string key) => _refused.GetValueOrDefault(key) ?? [];

    /// <param name="definitions">Of two that exclude each other, the first counts.</param>
    public static DefinitionSet Of(IReadOnlyList<StoredDefinition> definitions)
    {
        var waiting = definitions.Where(d => d.Json is not null).ToList();
        if (waiting.Count == 0)
            return OfR4;
        var catalog = SearchParameterCatalog.R4;
        var parameters = new List<RegisteredParameter>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        Dictionary<string, IReadOnlyList<Issue>> refused;
        // Composites are made of others: whatever could be used may help what could not.
        bool found;
        do
        {
            found = false;
            refused = [];
            foreach (var definition in waiting.ToList())
            {
                var reading = Read(definition, catalog, owners);
                if (reading.Issues.Count > 0)
                {
                    refused[definition.Key] = reading.Issues;
                    continue;
                }

                catalog = catalog.With(reading.Parameters);
                parameters.AddRange(reading.Parameters.Select(p => new RegisteredParameter(p, definition)));
                owners[definition.Url!] = definition.Key;
                waiting.Remove(definition);
                found = true;
            }
        }
        while (found && waiting.Count > 0);
        return new DefinitionSet(catalog, parameters, refused);
    }

    private static SearchParameterReading Read(StoredDefinition definition, SearchParameterCatalog catalog, Dictionary<string, string> owners) =>
        definition.Url is { } url && owners.TryGetValue(url, out string? owner)
            ? new SearchParameterReading([], [Issue.Error(
                "duplicate", "search-parameter-duplicate", $"The SearchParameter has the url {url}, which the active {owner} has already.", "SearchParameter.url")])
            : SearchParameterReader.Read(definition.Json!.Value, catalog);
}
