using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Notifications;

/// <summary>
/// Gives notifications their numbers once they are committed: writers know no order and need not wait for one another, and whoever has read up to a number has
/// missed nothing below it, since numbers are committed in their order.
/// </summary>
internal sealed class NotificationNumbers(FhirDatabase database, IMongoCollection<NotificationDocument> notifications)
{
    private const int Part = 1000;

    // A call that finds a long queue does not wait for all of it: its answer says that there is more.
    private const int MaxParts = 20;

    private static readonly UpdateDefinitionBuilder<NotificationDocument> Update = Builders<NotificationDocument>.Update;
    private readonly IMongoCollection<NumberDocument> _numbers = database.Collection<NumberDocument>("notificationNumbers");

    /// <summary>Creates what is missing: a collection cannot begin in several transactions at once.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DriverErrors.Translate(() => _numbers.UpdateOneAsync(
                n => n.Id == NumberDocument.Only, Builders<NumberDocument>.Update.SetOnInsert(n => n.Value, 0L), new UpdateOptions { IsUpsert = true }, cancellationToken));
        }
        catch (DuplicateKeyException)
        {
            // Another node did, which is as good.
            return;
        }
    }

    /// <summary>Numbers what waits, the oldest first.</summary>
    /// <returns>The last number given, by whomever, and whether some wait still.</returns>
    public async Task<(long Last, bool AreWaiting)> GiveAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxParts; i++)
        {
            if (!await AnyWaitAsync(cancellationToken))
                return (await LastAsync(cancellationToken), false);
            await database.InTransactionAsync(GivePartAsync);
        }

        bool more = await AnyWaitAsync(cancellationToken);
        return (await LastAsync(cancellationToken), more);
    }

    private Task<bool> AnyWaitAsync(CancellationToken cancellationToken) =>
        DriverErrors.Translate(() => notifications.Find(n => n.Waiting).Limit(1).AnyAsync(cancellationToken));

    private Task<long> LastAsync(CancellationToken cancellationToken) =>
        DriverErrors.Translate(() => _numbers.Find(n => n.Id == NumberDocument.Only).Project(n => n.Value).FirstOrDefaultAsync(cancellationToken));

    private async Task<int> GivePartAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var turn = Builders<NumberDocument>.Update.Inc(n => n.Turns, 1L);
        var only = Builders<NumberDocument>.Filter.Eq(n => n.Id, NumberDocument.Only);
        await _numbers.UpdateOneAsync(session, only, turn, cancellationToken: cancellationToken);
        long last = await _numbers.Find(session, only).Project(n => n.Value).SingleAsync(cancellationToken);
        var waiting = await notifications.Find(session, n => n.Waiting).SortBy(n => n.Id).Limit(Part).Project(n => n.Id).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
            return 0;
        var numbered = waiting.Select((id, i) => new UpdateOneModel<NotificationDocument>(
            Builders<NotificationDocument>.Filter.Eq(n => n.Id, id), Update.Set(n => n.Number, last + 1 + i).Unset(n => n.Waiting)));
        await notifications.BulkWriteAsync(session, numbered, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        var now = Builders<NumberDocument>.Update.Set(n => n.Value, last + waiting.Count);
        await _numbers.UpdateOneAsync(session, only, now, cancellationToken: cancellationToken);
        return waiting.Count;
    }
}
