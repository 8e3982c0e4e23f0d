using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Installation;

/// <summary>Lets one installation at a time write packs, on all nodes: two that mix would leave a pack that is neither of both.</summary>
internal sealed class InstallationTurn(FhirDatabase database, TimeProvider time)
{
    public const string Name = "installation";

    /// <summary>Longer than what is done between two transactions. While one is under way nobody can take the turn: it holds the document.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    /// <summary>Longer than the turn of a node that has ended in the midst of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly IMongoCollection<InstallationTurnDocument> _turns = database.Collection<InstallationTurnDocument>("packTurns");

    public static DateTime Until(TimeProvider time) => (time.GetUtcNow() + Duration).UtcDateTime;

    /// <summary>Waits for the installation before it.</summary>
    /// <exception cref="FhirException">Conflict: that one takes long. Transient: the database does not answer.</exception>
    public async Task<InstallationLease> TakeAsync(CancellationToken cancellationToken)
    {
        string holder = Guid.NewGuid().ToString("N");
        long begun = time.GetTimestamp();
        while (!await TryAsync(holder, cancellationToken))
        {
            if (time.GetElapsedTime(begun) > Patience)
                throw FhirException.Conflict("installation-running", "Another installation of packs is under way; try again when it is over.");
            await Task.Delay(Poll, time, cancellationToken);
        }

        return new InstallationLease(_turns, holder, time);
    }

    /// <summary>The same without waiting; null where another has it.</summary>
    public async Task<InstallationLease?> TryTakeAsync(CancellationToken cancellationToken)
    {
        string holder = Guid.NewGuid().ToString("N");
        return await TryAsync(holder, cancellationToken) ? new InstallationLease(_turns, holder, time) : null;
    }

    private async Task<bool> TryAsync(string holder, CancellationToken cancellationToken)
    {
        var filter = Builders<InstallationTurnDocument>.Filter;
        var free = filter.Eq(t => t.Id, Name) & filter.Lt(t => t.Until, time.GetUtcNow().UtcDateTime);
        var take = Builders<InstallationTurnDocument>.Update.Set(t => t.Holder, holder).Set(t => t.Until, Until(time));
        try
        {
            await DriverErrors.Translate(() => _turns.UpdateOneAsync(free, take, new UpdateOptions { IsUpsert = true }, cancellationToken));
            return true;
        }
        catch (DuplicateKeyException)
        {
            // It is there, and not free.
            return false;
        }
    }
}
