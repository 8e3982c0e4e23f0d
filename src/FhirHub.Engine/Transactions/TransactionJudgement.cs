using FhirHub.Engine.Acceptance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>Holds what one attempt at a transaction writes against the rules of this server, all entries of a group at once.</summary>
internal sealed class TransactionJudgement(ResourceStore store, TransactionWork work, IReadOnlyList<FoundTargets> targets, DatabaseSession session)
{
    private readonly WriteCheck _rules = store.Rules;
    private readonly Payloads _payloads = store.Writer.Payloads;
    private readonly WriteSurroundings _surroundings = new(session, WrittenBy(targets), work.ProfilesIn(store.Rules));
    private readonly Dictionary<FoundTargets, IReadOnlyList<Issue>> _warnings = new(ReferenceEqualityComparer.Instance);

    /// <param name="writes">What is about to be written.</param>
    /// <param name="owners">Which entry each is of.</param>
    /// <exception cref="FhirException">The issues of every entry that is refused.</exception>
    public async Task CheckAsync(IReadOnlyList<PlannedWrite> writes, IReadOnlyList<FoundTargets> owners, CancellationToken cancellationToken)
    {
        var faults = new List<FhirException>();
        foreach (var (write, owner) in writes.Zip(owners))
        {
            try
            {
                if (owner.Write.IsGuarded)
                    await GuardAsync(write, cancellationToken);
                if (write.Change.Content is { } content && owner.Write.IsJudged && await JudgeAsync(write.Key, content, owner, cancellationToken) is { Count: > 0 } warnings)
                    _warnings[owner] = warnings;
            }
            catch (FhirException e) when (e.Kind == FaultKind.Unprocessable)
            {
                faults.Add(new FhirException(e.Kind, EntryFault.InResource(owner.Write.Path, e.Issues), e));
            }
        }

        if (faults.Count > 0)
            throw new FhirException(FaultKind.Unprocessable, [.. faults.SelectMany(f => f.Issues)], faults[0]);
    }

    private ValueTask GuardAsync(PlannedWrite write, CancellationToken cancellationToken) =>
        store.GuardAsync(session, write.Key, write.Old is { } old ? StoredVersion.From(old, _payloads) : null, write.Change.Content, cancellationToken);

    /// <summary>What the request holds anyway is judged once for all attempts; what a patch makes is large, maybe, and is made anew by each.</summary>
    private async ValueTask<IReadOnlyList<Issue>> JudgeAsync(ResourceKey key, ParsedResource content, FoundTargets owner, CancellationToken cancellationToken)
    {
        var write = owner.Write;
        if (write.Content is null || _rules.LooksAround)
            return await _rules.CheckAsync(key.Id, content, _surroundings, cancellationToken);
        if (!work.Judged.TryGetValue(write, out var verdict) || !verdict.IsOf(content))
            work.Judged[write] = verdict = EntryVerdict.Of(content, await _rules.CheckAsync(key.Id, content, _surroundings, cancellationToken));
        return verdict.Refusal is { } refusal ? throw refusal : verdict.Warnings;
    }

    /// <summary>The results with what was found beside them.</summary>
    public IReadOnlyList<EntryResult> Tell(IReadOnlyList<FoundTargets> found, IReadOnlyList<EntryResult> results) => _warnings.Count == 0
        ? results
        : [.. found.Zip(results, (f, r) => _warnings.TryGetValue(f, out var warnings) ? r with { Write = r.Write with { Warnings = warnings } } : r)];

    /// <summary>Key to what becomes of each resource, as far as the request says it; null for a deletion.</summary>
    private static Dictionary<string, ParsedResource?> WrittenBy(IReadOnlyList<FoundTargets> targets)
    {
        var written = new Dictionary<string, ParsedResource?>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            // What is patched is read as it was: its type stays.
            if (target.Write.Method == "PATCH" || (target.Write.Method == "POST" && target.Resources.Any(r => r.IsMatch)))
                continue;
            foreach (var resource in target.Resources)
                written[resource.Key.ToString()] = target.Write.Content?.Resource;
        }

        return written;
    }
}
