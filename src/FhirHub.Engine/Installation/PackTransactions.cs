using FhirHub.Engine.Access;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;

namespace FhirHub.Engine.Installation;

/// <summary>
/// The writes of one pack. A pack of the usual size is one transaction together with the note that it is installed; a larger one has several,
/// which a journal holds together.
/// </summary>
internal sealed class PackTransactions(TransactionRunner transactions, InstallationJournal journal, Caller caller, InstallationLease lease, TimeProvider time)
{
    public static ReadLimits Limits { get; } = new() { MaxDepth = 256 };

    /// <summary>Carries out all writes, and at their end what is noted of them.</summary>
    /// <param name="pack">Its name.</param>
    /// <param name="writes">In any order; the SearchParameters first, if there are so many that it matters.</param>
    /// <param name="finish">Notes in the last transaction what has become of the pack.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>How many resources were written, and how many removed.</returns>
    public async Task<(int Written, int Removed)> RunAsync(
        string pack, IEnumerable<PackWrite> writes, Func<DatabaseSession, CancellationToken, Task> finish, CancellationToken cancellationToken)
    {
        var parts = PackPart.Of(writes).Select(part => part.Select((w, i) => w.Write with { Index = i }).ToArray()).ToArray();
        if (parts.Length == 1)
            return await RunAsync(parts[0], isRehearsal: false, (done, token) => EndAsync(done.Session, token), cancellationToken);

        // What one of them would be refused for is known before the first is kept.
        foreach (var part in parts)
            await RunAsync(part, isRehearsal: true, (_, _) => Task.CompletedTask, cancellationToken);
        await journal.BeginAsync(pack, time.GetUtcNow().UtcDateTime, cancellationToken);
        var (written, removed) = (0, 0);
        foreach (var part in parts)
        {
            bool isLast = ReferenceEquals(part, parts[^1]);
            var done = await RunAsync(
                part, isRehearsal: false, (done, token) => isLast ? EndAsync(done.Session, token) : journal.NoteAsync(done.Session, pack, done.Results, token), cancellationToken);
            (written, removed) = (written + done.Written, removed + done.Removed);
        }

        return (written, removed);

        async Task EndAsync(DatabaseSession session, CancellationToken token)
        {
            await finish(session, token);
            await journal.EndAsync(session, pack, token);
        }
    }

    private async Task<(int Written, int Removed)> RunAsync(
        TransactionWrite[] writes, bool isRehearsal, Func<TransactionResult, CancellationToken, Task> finish, CancellationToken cancellationToken)
    {
        await lease.HoldAsync(null, cancellationToken);
        var steps = new TransactionSteps<Counted>(async (done, token) =>
        {
            await finish(done, token);
            int changed = done.Results.Count(r => r.Write.Changed), removed = done.Results.Sum(r => r.Deleted);
            return new Counted(changed - removed, removed);
        })
        {
            IsRehearsal = isRehearsal,
            BeginAsync = async (session, token) =>
            {
                await lease.HoldAsync(session, token);
                return null;
            },
        };
        var counted = await transactions.RunAsync(caller, writes, Limits, steps, cancellationToken);
        return (counted.Written, counted.Removed);
    }

    private sealed record Counted(int Written, int Removed);
}
