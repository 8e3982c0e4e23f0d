using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Systems;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>The concepts of a code system that is too large to be held. Those asked for by code are remembered: a set never changes.</summary>
internal sealed class StoredConcepts(FhirDatabase database, string set, CodeSystemHead head, int count) : IConceptSource
{
    /// <summary>Characters of what is remembered: clients ask for codes of any length.</summary>
    private const int MostRemembered = 10_000_000;

    /// <summary>Characters of a code, or what a concept takes, beyond which it is read each time.</summary>
    private const int LongestRemembered = 100_000;

    /// <summary>Characters of a code that is asked for: no code system has longer ones by the thousand.</summary>
    private const int LongestCode = 500;

    /// <summary>Bytes of a filter whose count is remembered.</summary>
    private const int LongestFilter = 2000;

    /// <summary>What an entry takes besides its texts.</summary>
    private const int Own = 50;

    private const int BatchSize = 1000;
    private const int MostCounts = 10_000;

    /// <summary>Of more rows that an entry finds, sorting all for a page takes longer than walking the set until the page is full.</summary>
    private const int MostSorted = 2000;

    /// <summary>That walk looks at so many times the rows of the page, at most.</summary>
    private const int WalkFactor = 50;

    private readonly IMongoCollection<BsonDocument> _concepts = database.Collection<BsonDocument>(ConceptDocument.CollectionOf(set));
    private readonly ConcurrentDictionary<string, Concept?> _remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<BsonDocument, int> _counts = [];
    private long _taken;

    /// <summary>How many codes are remembered.</summary>
    public int Remembered => _remembered.Count;

    public CodeSystemHead Head => head;

    public bool IsHeld => false;

    public int Count => count;

    public ValueTask<Concept?> FindAsync(string code, CancellationToken cancellationToken) =>
        _remembered.TryGetValue(head.Fold(code), out var known) ? ValueTask.FromResult(known) : new(FetchAsync(code, cancellationToken));

    public async ValueTask<IReadOnlyDictionary<string, Concept>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Concept>(StringComparer.Ordinal);
        foreach (string[] some in codes.Chunk(BatchSize))
        {
            var among = new ConceptQuery([new ConceptCondition.Among(some.ToHashSet(head.Comparer))]);
            var concepts = new Dictionary<string, Concept>(head.Comparer);
            await foreach (var concept in ReadAsync(among, 0, null, cancellationToken))
                concepts[concept.Code] = concept;
            foreach (string code in some)
            {
                Remember(code, concepts.GetValueOrDefault(code));
                if (concepts.TryGetValue(code, out var concept))
                    found[code] = concept;
            }
        }

        return found;
    }

    public async IAsyncEnumerable<Concept> ReadAsync(
        ConceptQuery query, int skip, int? take, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (take == 0)
            yield break;
        var filter = new StoredFilter(head, query);
        using var cursor = await OpenAsync(filter, skip, take, cancellationToken);
        int passed = 0;
        while (await DriverErrors.Translate(() => cursor.MoveNextAsync(cancellationToken)))
        {
            foreach (var document in cursor.Current)
            {
                var concept = ConceptDocument.Read(document);
                if (filter.IsExact)
                {
                    yield return concept;
                    continue;
                }

                if (!query.Holds(concept) || passed++ < skip)
                    continue;
                yield return concept;
                if (passed - skip == take)
                    yield break;
            }
        }
    }

    public bool Decides(ConceptQuery query) => new StoredFilter(head, query).IsExact;

    public async ValueTask<int> CountAsync(ConceptQuery query, CancellationToken cancellationToken)
    {
        if (query.Conditions.Count == 0)
            return count;
        var filter = new StoredFilter(head, query);
        if (filter.IsExact)
        {
            if (_counts.TryGetValue(filter.Filter, out int known))
                return known;
            var options = new CountOptions { Hint = filter.IsByCode ? null : filter.Hint };
            int found = (int)await DriverErrors.Translate(() => _concepts.CountDocumentsAsync(filter.Filter, options, cancellationToken));
            if (filter.Filter.ToBson().Length > LongestFilter)
                return found;
            if (_counts.Count >= MostCounts)
                _counts.Clear();
            return _counts[filter.Filter] = found;
        }

        int all = 0;
        await foreach (var _ in ReadAsync(query, 0, null, cancellationToken))
            all++;
        return all;
    }

    private Task<IAsyncCursor<BsonDocument>> OpenAsync(StoredFilter filter, int skip, int? take, CancellationToken cancellationToken) => DriverErrors.Translate(() =>
    {
        var find = _concepts.Find(filter.Filter, new FindOptions { Hint = filter.IsByCode ? null : HintOf(filter, skip, take), BatchSize = BatchSize })
            .Sort(new BsonDocument(ConceptDocument.Order, 1))
            .Project<BsonDocument>(ConceptDocument.WithoutKeys);
        if (filter.IsExact)
            find = find.Skip(skip).Limit(take);
        return find.ToCursorAsync(cancellationToken);
    });

    private BsonDocument HintOf(StoredFilter filter, int skip, int? take)
    {
        bool isWalk = take is { } page && _counts.TryGetValue(filter.Filter, out int found) && found > MostSorted
            && (long)(skip + page) * count / found < (long)WalkFactor * Math.Max(page, MostSorted / WalkFactor);
        return isWalk ? ConceptDocument.ByOrder : filter.Hint;
    }

    private async Task<Concept?> FetchAsync(string code, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument("_id", head.Fold(code));
        var document = await DriverErrors.Translate(
            () => _concepts.Find(filter).Project<BsonDocument>(ConceptDocument.WithoutKeys).FirstOrDefaultAsync(cancellationToken));
        var concept = document is null ? null : ConceptDocument.Read(document);
        Remember(code, concept);
        return concept;
    }

    private void Remember(string code, Concept? concept)
    {
        int size = code.Length + (concept is null ? 0 : SizeOf(concept));
        if (code.Length > LongestCode || size > LongestRemembered)
            return;
        if (Interlocked.Add(ref _taken, size + Own) > MostRemembered)
        {
            _remembered.Clear();
            Interlocked.Exchange(ref _taken, size + Own);
        }

        _remembered[head.Fold(code)] = concept;
    }

    private static int SizeOf(Concept concept) =>
        (concept.Display?.Length ?? 0) + (concept.Definition?.Length ?? 0) + concept.Designations.Sum(d => d.Value.Length + Own)
        + concept.Properties.Sum(p => p.Value.Length + Own) + concept.Ancestors.Sum(a => a.Length);
}
