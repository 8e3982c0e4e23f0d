using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Indexing.Registry;

/// <summary>
/// Notes that resources are indexed by a parameter, in the document of its definition: only while that is the version that was meant, so that
/// a definition which changes in between never passes for indexed.
/// </summary>
internal sealed class IndexMarks(FhirDatabase database, SearchParameterRegistry registry, TimeProvider time)
{
    private const int MaxAttempts = 10;

    /// <summary>Writes indexed by an older catalog may be committed for as long as this after a definition came into force.</summary>
    public static readonly TimeSpan Settling = SearchParameterRegistry.MaxAge + TimeSpan.FromSeconds(1);

    /// <summary>Marks those that are still defined by the version they name; returns these.</summary>
    public async Task<IReadOnlyList<RegisteredParameter>> MarkAsync(IEnumerable<RegisteredParameter> parameters, CancellationToken cancellationToken)
    {
        var marked = new List<RegisteredParameter>();
        foreach (var source in parameters.GroupBy(p => p.Source.Key, StringComparer.Ordinal))
        {
            IndexMark[] marks = [.. source.Select(p => new IndexMark(p.Prefix, p.Fingerprint, null))];
            if (await AddAsync(source.First().Source, marks, cancellationToken))
                marked.AddRange(source);
        }

        return marked;
    }

    /// <summary>Marks parameters of these definitions for which there is nothing to index.</summary>
    public async Task MarkEmptyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var pending = registry.Parameters.Where(p => p.Mark is null && keys.Contains(p.Source.Key)).GroupBy(p => p.Source.Key, StringComparer.Ordinal);
        foreach (var source in pending)
        {
            var marks = new List<IndexMark>();
            foreach (var parameter in source)
            {
                if (await NoneAsync(parameter.Parameter.ResourceType, cancellationToken))
                    marks.Add(new IndexMark(parameter.Prefix, parameter.Fingerprint, now));
            }

            if (marks.Count > 0)
                await AddAsync(source.First().Source, marks, cancellationToken);
        }
    }

    /// <summary>Parameters for which there was nothing to index when they came into force, once what was being written then is committed.</summary>
    public IReadOnlyList<RegisteredParameter> Unchecked() =>
        [.. registry.Parameters.Where(p => p.Mark?.Unchecked is { } at && time.GetUtcNow() - at > Settling)];

    /// <summary>Adds marks in the place of those of the same parameters; false where another version is current.</summary>
    private async Task<bool> AddAsync(StoredDefinition definition, IReadOnlyList<IndexMark> marks, CancellationToken cancellationToken)
    {
        var current = new BsonDocument { { "_id", definition.Key }, { "version", definition.Version }, { "lastUpdated", definition.LastUpdated } };
        for (int i = 0; i < MaxAttempts; i++)
        {
            var found = await DriverErrors.Translate(async () => (ResourceDocument?)await database.Resources
                .Find(new BsonDocumentFilterDefinition<ResourceDocument>(current)).Limit(1).FirstOrDefaultAsync(cancellationToken));
            if (found is null)
                return false;
            string[] all = [.. (found.Indexed ?? []).Where(m => marks.All(n => n.Prefix != IndexMark.Parse(m)?.Prefix)), .. marks.Select(m => m.ToString())];
            var same = new BsonDocument(current) { { "indexed", found.Indexed is null ? BsonNull.Value : new BsonArray(found.Indexed) } };
            var change = new BsonDocument("$set", new BsonDocument("indexed", new BsonArray(all)));
            var changed = await DriverErrors.Translate(() => database.Resources.UpdateOneAsync(
                new BsonDocumentFilterDefinition<ResourceDocument>(same), new BsonDocumentUpdateDefinition<ResourceDocument>(change), cancellationToken: cancellationToken));
            if (changed.MatchedCount == 1)
            {
                await registry.TakeAsync([definition with { Marks = all }], cancellationToken);
                return true;
            }
        }

        return false;
    }

    /// <summary>Neither a resource of the type nor one that contains such.</summary>
    private Task<bool> NoneAsync(string type, CancellationToken cancellationToken) => DriverErrors.Translate(async () =>
    {
        var alive = new BsonDocument { { "type", type }, { "deleted", new BsonDocument("$ne", true) } };
        if (await AnyAsync(alive, IndexKeys.Updated, cancellationToken))
            return false;
        var contained = new BsonDocument("tokens", new BsonDocument("$elemMatch", new BsonDocument { { "$gte", $"#{type}." }, { "$lt", $"#{type}/" } }));
        return !await AnyAsync(contained, IndexKeys.Tokens, cancellationToken);
    });

    private async Task<bool> AnyAsync(BsonDocument filter, string index, CancellationToken cancellationToken) =>
        await database.Resources.Find(new BsonDocumentFilterDefinition<ResourceDocument>(filter), new FindOptions { Hint = BsonDocument.Parse(index) })
            .Project(r => r.Key).Limit(1).FirstOrDefaultAsync(cancellationToken) is not null;
}
