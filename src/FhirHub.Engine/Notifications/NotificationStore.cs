using FhirHub.Engine.Access;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Notifications;

/// <summary>Notifications that wait for their delivery, in the collection <c>notifications</c>.</summary>
public sealed class NotificationStore
{
    private const string Numbered = "{ number: { $exists: true } }";
    private static readonly FilterDefinitionBuilder<NotificationDocument> Filter = Builders<NotificationDocument>.Filter;
    private readonly IMongoCollection<NotificationDocument> _notifications;
    private readonly NotificationNumbers _numbers;

    public NotificationStore(FhirDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _notifications = database.Collection<NotificationDocument>("notifications");
        _numbers = new NotificationNumbers(database, _notifications);
    }

    /// <summary>Creates what is missing in the database.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _numbers.PrepareAsync(cancellationToken);
        await DriverErrors.Translate(() => _notifications.Indexes.CreateManyAsync(
            [
                new CreateIndexModel<NotificationDocument>("{ focus: 1, _id: 1 }"),
                Where("{ waiting: 1, _id: 1 }", "{ waiting: true }"),
                Where("{ number: 1 }", Numbered),
                Where("{ topic: 1, number: 1 }", Numbered),
                Where("{ recipient: 1, number: 1 }", Numbered),
                Where("{ recipient: 1, topic: 1, number: 1 }", Numbered),
            ],
            cancellationToken));
    }

    private static CreateIndexModel<NotificationDocument> Where(string keys, string filter) =>
        new(keys, new CreateIndexOptions<NotificationDocument> { PartialFilterExpression = filter });

    /// <summary>Writes some down in a transaction: they are there if it is committed.</summary>
    public async Task AddAsync(Caller caller, DatabaseSession session, IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (notifications.Count > 0)
            await _notifications.InsertManyAsync(session.Handle, notifications.Select(NotificationDocument.Of), cancellationToken: cancellationToken);
    }

    /// <summary>
    /// What has become known since, in that order. What is committed when this is called is in this page or a later one, and none is in two: of any number of
    /// writers and readers, on any number of nodes.
    /// </summary>
    /// <returns>Null where nothing was ever known as far as <see cref="NotificationQuery.After"/>.</returns>
    public async Task<NotificationPage?> PageAsync(Caller caller, NotificationQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(query);
        var (last, areWaiting) = await _numbers.GiveAsync(cancellationToken);
        if (query.After > last)
            return null;
        if (query.Count == 0)
            return new NotificationPage([], last, HasMore: areWaiting);
        var filter = Filter.Gt(n => n.Number, query.After) & Filter.Lte(n => n.Number, last);
        if (query.Recipient is { } recipient)
            filter &= Filter.Eq(n => n.Recipient, recipient);
        if (query.Topics.Count > 0)
            filter &= Filter.In(n => n.Topic, query.Topics);
        var found = await DriverErrors.Translate(() => _notifications.Find(filter).SortBy(n => n.Number).Limit(query.Count + 1).ToListAsync(cancellationToken));
        bool isCut = found.Count > query.Count;
        var page = found.Take(query.Count).ToList();
        return new NotificationPage([.. page.Select(n => n.ToNotification())], isCut ? page[^1].Number!.Value : last, isCut || areWaiting);
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
