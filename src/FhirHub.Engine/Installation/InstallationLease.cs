using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Installation;

/// <summary>The right of one installation to write, taken by <see cref="InstallationTurn"/>; given back when it is disposed of, and lost if it is not used for long.</summary>
internal sealed class InstallationLease(IMongoCollection<InstallationTurnDocument> turns, string holder, TimeProvider time) : IAsyncDisposable
{
    private static readonly FilterDefinitionBuilder<InstallationTurnDocument> Filter = Builders<InstallationTurnDocument>.Filter;

    /// <summary>Makes it last; within a transaction, the transaction fails if another takes it before the commit.</summary>
    /// <exception cref="FhirException">Conflict: another has it.</exception>
    public async Task HoldAsync(DatabaseSession? session, CancellationToken cancellationToken)
    {
        var longer = Builders<InstallationTurnDocument>.Update.Set(t => t.Until, InstallationTurn.Until(time));
        // Not translated within a transaction: the database's own words are what makes it begin anew.
        var held = session is null
            ? await DriverErrors.Translate(() => turns.UpdateOneAsync(Mine, longer, cancellationToken: cancellationToken))
            : await turns.UpdateOneAsync(session.Handle, Mine, longer, cancellationToken: cancellationToken);
        if (held.MatchedCount == 0)
            throw FhirException.Conflict("installation-lost", "Another node has begun to install packs, as this one was silent for too long; try again.");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await DriverErrors.Translate(() => turns.DeleteOneAsync(Mine, CancellationToken.None));
        }
        catch (FhirException e) when (e.Kind == FaultKind.Transient)
        {
            // It ends by itself.
            return;
        }
    }

    private FilterDefinition<InstallationTurnDocument> Mine => Filter.Eq(t => t.Id, InstallationTurn.Name) & Filter.Eq(t => t.Holder, holder);
}
