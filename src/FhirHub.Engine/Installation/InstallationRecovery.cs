using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;

namespace FhirHub.Engine.Installation;

/// <summary>
/// Takes back what an installation wrote that was broken off: the version before is written again, and what was new is deleted. What somebody has
/// changed since is theirs. Each step notes how far it came, so that it may be broken off itself.
/// </summary>
internal sealed class InstallationRecovery(TransactionRunner transactions, ResourceStore store, InstallationJournal journal)
{
    private const int AtOnce = 100;

    /// <returns>The packs whose installation or removal was taken back.</returns>
    /// <exception cref="FhirException">Something cannot be taken back, as where another resource refers to it; it stays noted.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(Caller caller, InstallationLease lease, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        foreach (var open in await journal.OpenAsync(cancellationToken))
        {
            foreach (string[] part in open.Written.Reverse().Chunk(AtOnce))
                await TakeBackAsync(caller, lease, open.Pack, [.. part.Select(JournalEntry.Parse)], cancellationToken);
            await journal.EndAsync(open.Pack, cancellationToken);
            done.Add(open.Pack);
        }

        return done;
    }

    private async Task TakeBackAsync(Caller caller, InstallationLease lease, string pack, JournalEntry[] entries, CancellationToken cancellationToken)
    {
        await lease.HoldAsync(null, cancellationToken);
        // One that was written twice goes back to what was before the first.
        var writes = entries.GroupBy(e => e.Key).Select((g, i) => Back(caller, [.. g]) with { Index = i });
        var steps = new TransactionSteps<JournalEntry[]>(async (done, token) =>
        {
            await journal.ForgetAsync(done.Session, pack, entries, token);
            return entries;
        })
        {
            BeginAsync = async (session, token) =>
            {
                await lease.HoldAsync(session, token);
                return null;
            },
        };
        await transactions.RunAsync(caller, [.. writes], PackTransactions.Limits, steps, cancellationToken);
    }

    private TransactionWrite Back(Caller caller, JournalEntry[] versions) => PlannedWrites.Change(
        "PUT", versions[0].Key, async (current, cancellationToken) =>
        {
            var made = versions.MaxBy(v => v.Version)!;
            if (current?.Version != made.Version)
                return null;
            var first = versions.MinBy(v => v.Version)!;
            if (first.IsNew)
                return ResourceChange.Delete;
            var before = await store.ReadVersionAsync(caller, null, first.Key, first.Version - 1, cancellationToken);
            return before?.Json is not { } json ? ResourceChange.Delete
                : FhirJsonReader.Read(await json.LoadAsync(cancellationToken), PackTransactions.Limits).Resource is { } content ? ResourceChange.Write("PUT", content)
                : throw FhirException.Conflict("version-unreadable", $"{first.Key} cannot be put back to its version {first.Version - 1}, which cannot be read.");
        }) with { IsJudged = false };
}
