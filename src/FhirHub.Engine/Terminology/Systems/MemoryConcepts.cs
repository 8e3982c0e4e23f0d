using System.Runtime.CompilerServices;

namespace FhirHub.Engine.Terminology.Systems;

/// <summary>The concepts of a code system that is small enough to be held.</summary>
internal sealed class MemoryConcepts : IConceptSource
{
    private readonly IReadOnlyList<Concept> _concepts;
    private readonly Dictionary<string, Concept> _byCode;

    public MemoryConcepts(CodeSystemHead head, IReadOnlyList<Concept> concepts)
    {
        Head = head;
        _concepts = concepts;
        _byCode = new Dictionary<string, Concept>(concepts.Count, head.Comparer);
        foreach (var concept in concepts)
            _byCode.TryAdd(concept.Code, concept);
    }

    public CodeSystemHead Head { get; }

    public bool IsHeld => true;

    public int Count => _concepts.Count;

    public ValueTask<Concept?> FindAsync(string code, CancellationToken cancellationToken) => ValueTask.FromResult(_byCode.GetValueOrDefault(code));

    public ValueTask<IReadOnlyDictionary<string, Concept>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Concept>(StringComparer.Ordinal);
        foreach (string code in codes)
        {
            if (_byCode.TryGetValue(code, out var concept))
                found[code] = concept;
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, Concept>>(found);
    }

    public async IAsyncEnumerable<Concept> ReadAsync(
        ConceptQuery query, int skip, int? take, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var concept in _concepts.Where(query.Holds).Skip(skip).Take(take ?? int.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return concept;
        }
    }

    public bool Decides(ConceptQuery query) => true;

    public ValueTask<int> CountAsync(ConceptQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult(query.Conditions.Count == 0 ? _concepts.Count : _concepts.Count(query.Holds));
}
