using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>One attempt at a transaction: finds the resources, decides about each, and writes them all.</summary>
internal sealed class TransactionAttempt(FhirDatabase database, VersionWriter writer, CriteriaMatcher matcher, TransactionWork work, DatabaseSession session)
{
    private readonly Payloads _payloads = new(database, session);

    /// <summary>What became of each write, in their order; null where another writer was faster.</summary>
    public async Task<IReadOnlyList<EntryResult>?> WriteAsync(WriteFlight flight, CancellationToken cancellationToken)
    {
        work.Written = [];
        var targets = await new TargetFinder(matcher, writer, _payloads, work, session).FindAsync(cancellationToken);
        var links = new LinkTargets(matcher, work, targets, session);
        await links.ResolveAsync(cancellationToken);
        var planned = new List<PlannedWrite>();
        var owners = new List<FoundTargets>();
        foreach (var found in targets)
        {
            foreach (var resource in found.Resources)
            {
                if (await DecideAsync(found.Write, resource.Target, links, cancellationToken) is not { } change)
                    continue;
                planned.Add(new PlannedWrite(resource.Target.Key, resource.Document, change, found.Write.ContentPath));
                owners.Add(found);
            }
        }

        IReadOnlyList<ResourceDocument>? written = planned.Count == 0 ? [] : await writer.WriteAsync(session.Handle, planned, flight, cancellationToken);
        work.Written = written ?? [];
        return written is null ? null : Results(targets, owners.Zip(written).ToLookup(w => w.First, w => w.Second));
    }

    private async Task<ResourceChange?> DecideAsync(TransactionWrite write, EntryTarget target, LinkTargets links, CancellationToken cancellationToken)
    {
        try
        {
            var change = await write.Decide(target, write.Content?.Resolve(links.AddressOf, work.Limits), cancellationToken);
            return change is { Content: null } && !target.Exists ? null : change;
        }
        catch (FhirException e)
        {
            throw EntryFault.In(write.Path, e);
        }
    }

    private List<EntryResult> Results(IReadOnlyList<FoundTargets> targets, ILookup<FoundTargets, ResourceDocument> written)
    {
        var results = targets.Select(t => Result(t, [.. written[t]])).ToList();
        // Of several creations on the same condition, the first makes what the others then find.
        for (int i = 0; i < targets.Count; i++)
        {
            if (targets[i].SameAs is { } first)
                results[i] = new EntryResult(results[first].Write with { Created = false, Changed = false }, Deleted: 0);
        }

        return results;
    }

    private EntryResult Result(FoundTargets found, ResourceDocument[] written) => written is [var first, ..]
        ? new EntryResult(new WriteResult(StoredVersion.From(first, _payloads), first.Created, Changed: true), written.Count(d => d.Deleted))
        : new EntryResult(new WriteResult(found.Resources is [var seen, ..] ? seen.Target.Current : null, Created: false, Changed: false), Deleted: 0);
}
