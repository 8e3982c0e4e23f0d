using System.Text.RegularExpressions;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Packs;

/// <summary>
/// The packs of this database, in the collection <c>packs</c>. One installed here counts at once, one installed on another node when it is next
/// looked for. Safe for all threads.
/// </summary>
public sealed class InstalledPacks(FhirDatabase database, TimeProvider time) : IDisposable
{
    // A page that people read.
    private const int MaxExamples = 50;

    /// <summary>What tells whether a pack is another one.</summary>
    private static readonly BsonDocument Marks = BsonDocument.Parse("{ fingerprint: 1, installed: 1, version: 1 }");

    private readonly IMongoCollection<BsonDocument> _packs = database.Collection<BsonDocument>("packs");
    private readonly IMongoCollection<PackExampleDocument> _examples = database.Collection<PackExampleDocument>("packExamples");
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyList<InstalledPack> _current = [];
    private string _marks = string.Empty;
    private long _read = long.MinValue;

    /// <summary>Each after those that it depends on; another list when something has changed.</summary>
    public IReadOnlyList<InstalledPack> Current => Volatile.Read(ref _current);

    public InstalledPack? Find(string name) => Current.FirstOrDefault(p => p.Name == name);

    /// <summary>Looks for what other nodes have installed.</summary>
    /// <exception cref="FhirException">Transient: the database does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            long begun = time.GetTimestamp();
            var found = await DriverErrors.Translate(() => _packs.Find(FilterDefinition<BsonDocument>.Empty).Project(Marks).ToListAsync(cancellationToken));
            string marks = string.Join('\n', found.Select(f => f.ToString()).Order(StringComparer.Ordinal));
            if (marks != _marks)
            {
                var all = await DriverErrors.Translate(() => _packs.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(cancellationToken));
                Volatile.Write(ref _current, InOrder([.. all.Select(PackDocument.Read)]));
                _marks = marks;
            }

            Volatile.Write(ref _read, begun);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The same, where that was longer ago than writes can do with.</summary>
    public ValueTask FreshAsync(CancellationToken cancellationToken)
    {
        long read = Volatile.Read(ref _read);
        return read != long.MinValue && time.GetElapsedTime(read) < DefinitionCatalog.MaxAge
            ? ValueTask.CompletedTask
            : new ValueTask(RefreshAsync(cancellationToken));
    }

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(async () =>
    {
        await _examples.Indexes.CreateOneAsync(new CreateIndexModel<PackExampleDocument>("{ pack: 1, profiles: 1 }"), cancellationToken: cancellationToken);
        await database.EnsureCollectionAsync("packs", cancellationToken);
    });

    /// <summary>Names and contents of the examples of a pack that claim a profile: the first few, by name.</summary>
    /// <param name="profile">Canonical without version.</param>
    public async Task<IReadOnlyList<(string Name, ReadOnlyMemory<byte> Json)>> ExamplesAsync(string pack, string profile, CancellationToken cancellationToken)
    {
        var filter = Builders<PackExampleDocument>.Filter;
        var claims = filter.AnyEq(e => e.Profiles, profile) | filter.Regex(e => e.Profiles, new BsonRegularExpression($"^{Regex.Escape(profile)}\\|"));
        var found = await DriverErrors.Translate(() => _examples.Find(filter.Eq(e => e.Pack, pack) & claims).SortBy(e => e.Id).Limit(MaxExamples).ToListAsync(cancellationToken));
        return [.. found.Select(e => (e.Name, (ReadOnlyMemory<byte>)e.Json))];
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Notes that a pack is installed, in the place of another version of it, as part of the transaction that writes its resources.</summary>
    internal async Task SaveAsync(DatabaseSession session, InstalledPack pack, IReadOnlyList<PackExampleDocument> examples, CancellationToken cancellationToken)
    {
        await _examples.DeleteManyAsync(session.Handle, Builders<PackExampleDocument>.Filter.Eq(e => e.Pack, pack.Name), cancellationToken: cancellationToken);
        if (examples.Count > 0)
            await _examples.InsertManyAsync(session.Handle, examples, cancellationToken: cancellationToken);
        await _packs.ReplaceOneAsync(
            session.Handle, Builders<BsonDocument>.Filter.Eq("_id", pack.Name), PackDocument.Of(pack).ToBsonDocument(), new ReplaceOptions { IsUpsert = true }, cancellationToken);
    }

    /// <summary>Notes that a pack is installed no more, likewise.</summary>
    internal async Task RemoveAsync(DatabaseSession session, string name, CancellationToken cancellationToken)
    {
        await _examples.DeleteManyAsync(session.Handle, Builders<PackExampleDocument>.Filter.Eq(e => e.Pack, name), cancellationToken: cancellationToken);
        await _packs.DeleteOneAsync(session.Handle, Builders<BsonDocument>.Filter.Eq("_id", name), cancellationToken: cancellationToken);
    }

    private static List<InstalledPack> InOrder(List<InstalledPack> packs)
    {
        packs.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var ordered = new List<InstalledPack>();
        while (packs.Count > 0)
        {
            // Installed packs do not depend on each other in a circle; if they did, any order is as good.
            var next = packs.Find(p => !packs.Exists(o => o != p && p.Dependencies.ContainsKey(o.Name))) ?? packs[0];
            ordered.Add(next);
            packs.Remove(next);
        }

        return ordered;
    }
}
