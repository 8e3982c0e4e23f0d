using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Finds which resources the writes of a transaction are about: those they name, and those their conditions match. Conditions look at the
/// state before the transaction, without what it deletes.
/// </summary>
internal sealed class TargetFinder(CriteriaMatcher matcher, CurrentVersions current, TransactionWork work, DatabaseSession session)
{
    private readonly Dictionary<int, IReadOnlyList<ResourceKey>> _matches = [];
    private readonly Dictionary<int, int> _sameAs = [];

    /// <summary>One for each write, in their order.</summary>
    public async Task<IReadOnlyList<FoundTargets>> FindAsync(CancellationToken cancellationToken)
    {
        await MatchAsync(cancellationToken);
        CheckOverlaps();
        string[] keys = [.. work.Writes.SelectMany((w, i) => KeysOf(w, i).Where(k => !IsNew(w, i)).Select(k => k.ToString())).Distinct()];
        await current.FindAsync(keys, cancellationToken);
        return [.. work.Writes.Select((w, i) => new FoundTargets(w, [.. KeysOf(w, i).Select(k => Found(i, k))], _sameAs.TryGetValue(i, out int first) ? first : null))];
    }

    private FoundResource Found(int index, ResourceKey key) => new(key, current.Head(key), IsMatch: _matches.GetValueOrDefault(index) is { Count: > 0 });

    private IEnumerable<ResourceKey> KeysOf(TransactionWrite write, int index)
    {
        if (_sameAs.ContainsKey(index))
            return [];
        if (_matches.GetValueOrDefault(index) is { Count: > 0 } matches)
            return matches;
        return write.Key is { } key ? [key] : [];
    }

    private bool IsNew(TransactionWrite write, int index) => write.IsNew && _matches.GetValueOrDefault(index) is null or { Count: 0 };

    private async Task MatchAsync(CancellationToken cancellationToken)
    {
        var deleted = new HashSet<ResourceKey>();
        for (int i = 0; i < work.Writes.Count; i++)
        {
            var write = work.Writes[i];
            if (write.Method != "DELETE")
                continue;
            if (write.Criteria is { } criteria)
                _matches[i] = await MatchesAsync(write, criteria, [], cancellationToken);
            deleted.UnionWith(KeysOf(write, i));
        }

        var creations = new Dictionary<string, int>();
        var updates = new HashSet<string>();
        for (int i = 0; i < work.Writes.Count; i++)
        {
            if (work.Writes[i] is not { Method: not "DELETE", Criteria: { } criteria } write)
                continue;
            if (write.Method == "POST" && !creations.TryAdd(criteria.LockKey, i))
                _sameAs[i] = creations[criteria.LockKey];
            else
                _matches[i] = await MatchesAsync(write, criteria, deleted, cancellationToken);
            // Where nothing matches, each of them would make a resource, and the condition match several ever after.
            bool repeated = write.Method == "POST" ? updates.Contains(criteria.LockKey) : !updates.Add(criteria.LockKey) || creations.ContainsKey(criteria.LockKey);
            if (repeated && _matches.GetValueOrDefault(i) is null or { Count: 0 })
                throw EntryFault.In(write.Path, Repeated(criteria), write.CriteriaElement);
        }
    }

    private async Task<IReadOnlyList<ResourceKey>> MatchesAsync(
        TransactionWrite write, Criteria criteria, HashSet<ResourceKey> deleted, CancellationToken cancellationToken)
    {
        int limit = write.MaxMatches + 1 + deleted.Count(d => d.Type == criteria.Type);
        var found = await matcher.FindAsync(work.Caller, session, criteria.Query, limit, cancellationToken);
        IReadOnlyList<ResourceKey> matches = deleted.Count == 0 ? found : [.. found.Where(f => !deleted.Contains(f))];
        if (matches.Count == 0 && write.Key is null && write.WhenNothing?.Invoke(criteria) is { } nothing)
            throw EntryFault.In(write.Path, nothing, write.CriteriaElement);
        if (matches.Count <= write.MaxMatches)
            return matches;
        string many = write.MaxMatches == 1 ? "more than one resource" : $"more than {write.MaxMatches} resources, which is as many as one deletion may take";
        throw EntryFault.In(
            write.Path,
            new FhirException(FaultKind.PreconditionFailed, [Issue.Error("multiple-matches", "multiple-matches", $"{criteria} matches {many}. Nothing was changed.")]),
            write.CriteriaElement);
    }

    /// <exception cref="FhirException">Invalid: two writes are about the same resource.</exception>
    private void CheckOverlaps()
    {
        var owners = new Dictionary<ResourceKey, TransactionWrite>();
        for (int i = 0; i < work.Writes.Count; i++)
        {
            var write = work.Writes[i];
            // A creation whose condition holds writes nothing.
            if (write.Method == "POST" && _matches.GetValueOrDefault(i) is { Count: > 0 })
                continue;
            foreach (var key in KeysOf(write, i))
            {
                if (!owners.TryAdd(key, write))
                    throw EntryFault.In(write.Path, Overlap(key, owners[key]), ".request.url");
            }
        }
    }

    private static FhirException Repeated(Criteria criteria) => FhirException.Invalid(
        "resource-repeated", $"Another entry writes by the condition '{criteria}', which matches nothing yet; a transaction may write a resource once.");

    private static FhirException Overlap(ResourceKey key, TransactionWrite other) => FhirException.Invalid(
        "resource-repeated", $"{key} is written by {other.Path} too; a transaction may write a resource once.");
}
