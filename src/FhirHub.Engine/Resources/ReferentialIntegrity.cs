using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources;

/// <summary>
/// Keeps references whole inside a transaction. A writer touches each target it refers to and a deletion replaces its target,
/// so that of the two, running at once, one meets a write conflict and starts again: a snapshot alone would let both pass.
/// </summary>
internal sealed class ReferentialIntegrity(FhirDatabase database)
{
    /// <summary>Refuses references that lead nowhere, and keeps their targets from being deleted until the commit.</summary>
    /// <exception cref="FhirException">Unprocessable, with an issue per reference.</exception>
    public async Task HoldTargetsAsync(
        IClientSessionHandle session, ResourceKey source, LiveReferences references, CancellationToken cancellationToken)
    {
        if (references.Unresolvable.Count > 0)
            throw new FhirException(FaultKind.Unprocessable, [.. references.Unresolvable.Select(Unresolvable)]);
        string self = source.ToString();
        string[] targets = [.. references.Targets.Where(r => r != self)];
        if (targets.Length == 0)
            return;
        var alive = Builders<ResourceDocument>.Filter.In(r => r.Key, targets) & Builders<ResourceDocument>.Filter.Ne(r => r.Deleted, true);
        var touch = new BsonDocumentUpdateDefinition<ResourceDocument>(new BsonDocument("$inc", new BsonDocument("referencedBy", 1L)));
        var touched = await database.Resources.UpdateManyAsync(session, alive, touch, cancellationToken: cancellationToken);
        if (touched.MatchedCount == targets.Length && references.Versions.Count == 0)
            return;
        var found = (await database.Resources.Find(session, alive).Project(r => new { r.Key, r.Version }).ToListAsync(cancellationToken))
            .ToDictionary(r => r.Key, r => r.Version);
        string[] missing =
        [
            .. targets.Where(t => !found.ContainsKey(t)),
            .. references.Versions.Where(v => v.Key != self && found.TryGetValue(v.Key, out long newest) && !IsVersion(v.Version, newest))
                .Select(v => $"{v.Key}/_history/{v.Version}"),
        ];
        if (missing.Length > 0)
            throw new FhirException(FaultKind.Unprocessable, [.. missing.Select(Unresolved)]);
    }

    /// <summary>Versions have no gaps.</summary>
    private static bool IsVersion(string text, long newest) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long version) && version >= 1 && version <= newest;

    /// <exception cref="FhirException">Conflict: something refers to it.</exception>
    public async Task RefuseIfReferencedAsync(IClientSessionHandle session, ResourceKey target, CancellationToken cancellationToken)
    {
        if (await FindReferrerAsync(session, target, cancellationToken) is { } first)
            throw FhirException.Conflict("referenced", $"{target} cannot be deleted: {first} refers to it.");
    }

    /// <summary>The key of a resource that refers to another; null for none.</summary>
    /// <param name="session">Null to look outside of a transaction.</param>
    public async Task<string?> FindReferrerAsync(IClientSessionHandle? session, ResourceKey target, CancellationToken cancellationToken)
    {
        string key = target.ToString();
        var referring = Builders<ResourceDocument>.Filter.AnyEq(r => r.References, key) & Builders<ResourceDocument>.Filter.Ne(r => r.Key, key);
        var find = session is null ? database.Resources.Find(referring) : database.Resources.Find(session, referring);
        return await find.Project(r => r.Key).Limit(1).FirstOrDefaultAsync(cancellationToken);
    }

    private static Issue Unresolvable(string reference) =>
        Issue.Error("not-found", "reference-unresolved", $"The reference '{reference}' has a meaning only within a transaction; here it leads nowhere.");

    private static Issue Unresolved(string reference) =>
        Issue.Error("not-found", "reference-unresolved", $"The reference '{reference}' leads to no resource of this server.");
}
