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
        IClientSessionHandle session, ResourceKey source, IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        string self = source.ToString();
        string[] targets = [.. references.Where(r => r != self)];
        if (targets.Length == 0)
            return;
        var alive = Builders<ResourceDocument>.Filter.In(r => r.Key, targets) & Builders<ResourceDocument>.Filter.Ne(r => r.Deleted, true);
        var touch = new BsonDocumentUpdateDefinition<ResourceDocument>(new BsonDocument("$inc", new BsonDocument("referencedBy", 1L)));
        var touched = await database.Resources.UpdateManyAsync(session, alive, touch, cancellationToken: cancellationToken);
        if (touched.MatchedCount == targets.Length)
            return;
        var found = await database.Resources.Find(session, alive).Project(r => r.Key).ToListAsync(cancellationToken);
        throw new FhirException(FaultKind.Unprocessable, [.. targets.Except(found).Select(Unresolved)]);
    }

    /// <exception cref="FhirException">Conflict: something refers to it.</exception>
    public async Task RefuseIfReferencedAsync(IClientSessionHandle session, ResourceKey target, CancellationToken cancellationToken)
    {
        string key = target.ToString();
        var referring = Builders<ResourceDocument>.Filter.AnyEq(r => r.References, key) & Builders<ResourceDocument>.Filter.Ne(r => r.Key, key);
        var first = await database.Resources.Find(session, referring).Project(r => r.Key).Limit(1).FirstOrDefaultAsync(cancellationToken);
        if (first is not null)
            throw FhirException.Conflict("referenced", $"{key} cannot be deleted: {first} refers to it.");
    }

    private static Issue Unresolved(string reference) =>
        Issue.Error("not-found", "reference-unresolved", $"The reference '{reference}' leads to no resource of this server.");
}
