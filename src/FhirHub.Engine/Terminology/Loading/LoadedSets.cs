using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>Reads which sets of concepts there are.</summary>
internal sealed class LoadedSets(FhirDatabase database)
{
    public const string Collection = "codeSystems";

    private Dictionary<string, LoadedSet> _last = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, LoadedSet>> ReadAsync(CancellationToken cancellationToken)
    {
        var documents = await DriverErrors.Translate(
            () => database.Collection<SetDocument>(Collection).Find(new BsonDocument()).ToListAsync(cancellationToken));
        return _last = documents.ToDictionary(d => d.Key, d => LoadedSet.Of(database, d, _last.GetValueOrDefault(d.Key)), StringComparer.Ordinal);
    }
}
