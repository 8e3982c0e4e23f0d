using FhirHub.Engine.Storage;
using FhirHub.Engine.Transactions;
using MongoDB.Driver;

namespace FhirHub.Engine.Installation;

/// <summary>
/// Notes, in the collection <c>packJournal</c>, what an installation in several transactions has written, in those transactions themselves. What
/// is noted there and is nobody's turn any more was broken off, and can be taken back.
/// </summary>
internal sealed class InstallationJournal(FhirDatabase database)
{
    private const string Name = "packJournal";

    private static readonly FilterDefinitionBuilder<JournalDocument> Filter = Builders<JournalDocument>.Filter;

    private readonly IMongoCollection<JournalDocument> _journal = database.Collection<JournalDocument>(Name);

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(() => database.EnsureCollectionAsync(Name, cancellationToken));

    /// <summary>What has begun and not ended.</summary>
    public Task<List<JournalDocument>> OpenAsync(CancellationToken cancellationToken) =>
        DriverErrors.Translate(() => _journal.Find(FilterDefinition<JournalDocument>.Empty).ToListAsync(cancellationToken));

    /// <summary>Before the first transaction. What an earlier one left stays noted.</summary>
    public Task BeginAsync(string pack, DateTime now, CancellationToken cancellationToken) => DriverErrors.Translate(() => _journal.UpdateOneAsync(
        Filter.Eq(j => j.Pack, pack),
        Builders<JournalDocument>.Update.Set(j => j.Begun, now).SetOnInsert(j => j.Written, []),
        new UpdateOptions { IsUpsert = true },
        cancellationToken));

    /// <summary>What a transaction has changed, as part of it.</summary>
    public Task NoteAsync(DatabaseSession session, string pack, IEnumerable<EntryResult> results, CancellationToken cancellationToken)
    {
        var written = results.Where(r => r.Write is { Changed: true, Current: not null }).Select(r => JournalEntry.Of(r.Write.Current!).ToString());
        return _journal.UpdateOneAsync(session.Handle, Filter.Eq(j => j.Pack, pack), Builders<JournalDocument>.Update.PushEach(j => j.Written, written), cancellationToken: cancellationToken);
    }

    /// <summary>What a transaction has taken back, as part of it.</summary>
    public Task ForgetAsync(DatabaseSession session, string pack, IEnumerable<JournalEntry> entries, CancellationToken cancellationToken) => _journal.UpdateOneAsync(
        session.Handle, Filter.Eq(j => j.Pack, pack), Builders<JournalDocument>.Update.PullAll(j => j.Written, entries.Select(e => e.ToString())), cancellationToken: cancellationToken);

    /// <summary>It is whole, as part of the transaction that makes it so.</summary>
    public Task EndAsync(DatabaseSession session, string pack, CancellationToken cancellationToken) =>
        _journal.DeleteOneAsync(session.Handle, Filter.Eq(j => j.Pack, pack), cancellationToken: cancellationToken);

    /// <summary>All of it is taken back.</summary>
    public Task EndAsync(string pack, CancellationToken cancellationToken) =>
        DriverErrors.Translate(() => _journal.DeleteOneAsync(Filter.Eq(j => j.Pack, pack), cancellationToken));
}
