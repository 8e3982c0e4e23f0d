using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>One attempt at a transaction: finds the resources, and then, a bounded group at a time, decides about each and writes it.</summary>
internal sealed class TransactionAttempt(
    FhirDatabase database, ResourceStore store, CriteriaMatcher matcher, TransactionWork work, DatabaseSession session)
{
    private readonly Payloads _payloads = new(database, session);
    private readonly CurrentVersions _current = new(database, session);

    /// <summary>What became of each write, in their order; null where another writer was faster.</summary>
    public async Task<IReadOnlyList<EntryResult>?> WriteAsync(WriteFlight flight, CancellationToken cancellationToken)
    {
        work.Written.Clear();
        var targets = await new TargetFinder(matcher, _current, work, session).FindAsync(cancellationToken);
        if (targets.Any(t => t.Write.Seen is { } seen && t.Resources.Any(r => r.Head?.Version != seen)))
            return null;
        var links = new LinkTargets(matcher, work, targets, session);
        await links.ResolveAsync(cancellationToken);
        var batch = store.Writer.Begin(session.Handle, flight, targets.SelectMany(t => t.Resources).Max(r => r.Head?.Stamp) ?? 0);
        var results = new AttemptResults(_current, _payloads);
        var judgement = new TransactionJudgement(store, work, targets, session);
        foreach (var group in WriteGroup.Of(targets))
        {
            var (planned, owners) = await DecideAsync(group, links, cancellationToken);
            await judgement.CheckAsync(planned, owners, cancellationToken);
            if (await batch.WriteAsync(planned, cancellationToken) is not { } written)
                return null;
            work.Written.AddRange(written.Where(DefinitionWrites.Concern));
            foreach (var (owner, document) in owners.Zip(written))
                results.Add(owner, document);
        }

        return await batch.CompleteAsync(cancellationToken) ? judgement.Tell(targets, results.Of(targets)) : null;
    }

    /// <summary>What becomes of the resources of a group, and of which entry each is.</summary>
    private async Task<(List<PlannedWrite> Writes, List<FoundTargets> Owners)> DecideAsync(WriteGroup group, LinkTargets links, CancellationToken cancellationToken)
    {
        var writes = new List<PlannedWrite>();
        var owners = new List<FoundTargets>();
        var needed = group.Resources.Where(r => r.Resource.Head is not null && NeedsContent(r.Owner.Write, r.Resource));
        var documents = await _current.LoadAsync([.. needed.Select(r => r.Resource.Key.ToString())], cancellationToken);
        foreach (var (owner, resource) in group.Resources)
        {
            var document = documents.GetValueOrDefault(resource.Key.ToString());
            var seen = document is not null ? StoredVersion.From(document, _payloads) : resource.Head is { } head ? _current.Later(head) : null;
            var target = new EntryTarget(resource.Key, seen, owner.Write.Criteria, resource.IsMatch);
            if (await DecideAsync(owner.Write, target, links, cancellationToken) is not { } change)
                continue;
            writes.Add(new PlannedWrite(resource.Key, document, change, owner.Write.ContentPath) { IsKept = owner.Write.IsKept });
            owners.Add(owner);
        }

        return (writes, owners);
    }

    /// <summary>A creation leaves what it finds as it is.</summary>
    private static bool NeedsContent(TransactionWrite write, FoundResource resource) => write.Method != "POST" || !resource.IsMatch;

    private async Task<ResourceChange?> DecideAsync(TransactionWrite write, EntryTarget target, LinkTargets links, CancellationToken cancellationToken)
    {
        try
        {
            var decide = write.Relinked?.Invoke(links.AddressOf) ?? write.Decide;
            var change = await decide(target, write.Content?.Resolve(links.AddressOf, work.Limits), cancellationToken);
            return change is { Content: null } && !target.Exists ? null : change;
        }
        catch (FhirException e)
        {
            throw EntryFault.In(write.Path, e);
        }
    }
}
