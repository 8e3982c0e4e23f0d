using System.Collections.Concurrent;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Extraction;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing;

/// <summary>
/// Finds the index entries of a resource: one pass over its JSON serves all search parameters of its type, which are compiled when the
/// first resource of the type comes, and again when they have changed. Safe for all threads.
/// </summary>
public sealed class ResourceIndexer
{
    private readonly ISearchParameters _parameters;
    private readonly SearchTypes _types;
    private readonly ConcurrentDictionary<string, (object? Parameters, TypePlan Plan)> _plans = new(StringComparer.Ordinal);

    public ResourceIndexer(ISearchParameters parameters, MatchSettings settings)
    {
        _parameters = parameters;
        _types = settings.Types;
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
        run.Sink.Complete();
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
    internal TypePlan Plan(TypeSchema schema)
    {
        var catalog = _parameters.Current.Catalog;
        var parameters = catalog.Identity(schema.Name);
        if (_plans.TryGetValue(schema.Name, out var known) && ReferenceEquals(known.Parameters, parameters))
            return known.Plan;
        var plan = TypePlanBuilder.Build(schema, catalog, _types);
        _plans[schema.Name] = (parameters, plan);
        return plan;
    }

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
