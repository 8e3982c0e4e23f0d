using FhirHub.Engine.Access;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Notifications;

/// <summary>Notifications that wait for their delivery, in the collection <c>notifications</c>.</summary>
public sealed class NotificationStore(FhirDatabase database)
{
    private static readonly FilterDefinitionBuilder<NotificationDocument> Filter = Builders<NotificationDocument>.Filter;
    private readonly IMongoCollection<NotificationDocument> _notifications = database.Collection<NotificationDocument>("notifications");

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(() => _notifications.Indexes.CreateManyAsync(
        [new CreateIndexModel<NotificationDocument>("{ recipient: 1, _id: 1 }"), new CreateIndexModel<NotificationDocument>("{ focus: 1, _id: 1 }")],
        cancellationToken));

    /// <summary>Writes some down in a transaction: they are there if it is committed.</summary>
    public async Task AddAsync(Caller caller, DatabaseSession session, IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (notifications.Count > 0)
            await _notifications.InsertManyAsync(session.Handle, notifications.Select(NotificationDocument.Of), cancellationToken: cancellationToken);
    }

    /// <summary>Those of a recipient or about a resource, or all, the oldest first.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="recipient">Null for every one.</param>
    /// <param name="focus">Null for every resource.</param>
    /// <param name="after">The id of the last that is known; null from the beginning.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Given up.</param>
    public Task<IReadOnlyList<Notification>> ReadAsync(Caller caller, string? recipient, string? focus, string? after, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var filter = Filter.Empty;
        if (recipient is not null)
            filter &= Filter.Eq(n => n.Recipient, recipient);
        if (focus is not null)
            filter &= Filter.Eq(n => n.Focus, focus);
        if (after is not null)
            filter &= Filter.Gt(n => n.Id, after);
        return DriverErrors.Translate(async () =>
        {
            var found = await _notifications.Find(filter).SortBy(n => n.Id).Limit(count).ToListAsync(cancellationToken);
            return (IReadOnlyList<Notification>)[.. found.Select(n => n.ToNotification())];
        });
    }
}
