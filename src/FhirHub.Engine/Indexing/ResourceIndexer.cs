using System.Collections.Concurrent;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Extraction;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing;

/// <summary>
/// Finds the index entries of a resource: one pass over its JSON serves all search parameters of its type, which are compiled when the
/// first resource of the type comes. Safe for all threads.
/// </summary>
public sealed class ResourceIndexer
{
    private readonly SearchParameterCatalog _catalog;
    private readonly SearchTypes _types;
    private readonly ConcurrentDictionary<string, TypePlan> _plans = new(StringComparer.Ordinal);

    public ResourceIndexer(SearchParameterCatalog catalog, MatchSettings settings)
    {
        _catalog = catalog;
        _types = new SearchTypes(settings);
    }

    /// <summary>The entries of a valid resource.</summary>
    /// <param name="schema">Its type.</param>
    /// <param name="id">Its id on this server.</param>
    /// <param name="json">The resource; id and meta may be missing.</param>
    /// <exception cref="FhirException">Too large: the entries would not fit beside the resource.</exception>
    public IndexEntries Index(TypeSchema schema, string id, ReadOnlySpan<byte> json)
    {
        var run = new IndexRun();
        Plan(schema).Run(json, run, IndexContained);
        if (Compartments.Types.Contains(schema.Name))
            run.Sink.Add($"@{schema.Name}/{id}");
        return new IndexEntries
        {
            Tokens = [.. run.Sink.Tokens],
            Exact = [.. run.Sink.Exact],
            Intervals = [.. run.Sink.Intervals],
            Position = run.Sink.Position,
            PrimaryDate = run.PrimaryDate,
            HasPrimaryDate = SearchParameterCatalog.PrimaryDate(schema.Name) is not null,
        };
    }

    /// <summary>How a type is indexed.</summary>
    internal TypePlan Plan(TypeSchema schema) => _plans.TryGetValue(schema.Name, out var plan)
        ? plan
        : _plans.GetOrAdd(schema.Name, _ => TypePlanBuilder.Build(schema, _catalog, _types));

    // R4 lets contained resources contain none.
    private void IndexContained(TypeSchema schema, ReadOnlySpan<byte> json, IndexRun run)
    {
        if (run.InContained)
            return;
        var position = run.Sink.Position;
        run.InContained = true;
        Plan(schema).Run(json, run, IndexContained);
        run.InContained = false;
        run.Sink.Position = position;
    }
}
