using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Installation;

/// <summary>Whether what packs brought is still there: it consists of ordinary resources, which anyone may have deleted.</summary>
internal sealed class PackPresence(FhirDatabase database)
{
    private const int AtOnce = 1000;

    /// <exception cref="FhirException">Transient: the database does not answer.</exception>
    public async Task<bool> IsWholeAsync(IEnumerable<InstalledPack> packs, CancellationToken cancellationToken)
    {
        var filter = Builders<ResourceDocument>.Filter;
        foreach (string[] keys in packs.SelectMany(p => p.Resources).Select(r => r.Key).Distinct().Chunk(AtOnce))
        {
            var there = filter.In(r => r.Key, keys) & filter.Ne(r => r.Deleted, true);
            if (await DriverErrors.Translate(() => database.Resources.CountDocumentsAsync(there, cancellationToken: cancellationToken)) < keys.Length)
                return false;
        }

        return true;
    }
}
