using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>What became of the writes of a transaction, for its answer. Content is at hand up to a limit; the rest is read again where the answer shows it.</summary>
internal sealed class AttemptResults(CurrentVersions current, Payloads payloads)
{
    private const long MaxBytes = 32 * 1024 * 1024;
    private readonly Dictionary<FoundTargets, List<StoredVersion>> _written = new(ReferenceEqualityComparer.Instance);
    private long _bytes;

    /// <summary>A version that a write has made.</summary>
    public void Add(FoundTargets owner, ResourceDocument written)
    {
        if (!_written.TryGetValue(owner, out var versions))
            _written[owner] = versions = [];
        _bytes += written.Json?.Length ?? 0;
        versions.Add(_bytes <= MaxBytes ? StoredVersion.From(written, payloads) : current.Later(ResourceHead.Of(written)));
    }

    /// <summary>One for each write, in their order.</summary>
    public IReadOnlyList<EntryResult> Of(IReadOnlyList<FoundTargets> targets)
    {
        var results = targets.Select(Of).ToList();
        // Of several creations on the same condition, the first makes what the others then find.
        for (int i = 0; i < targets.Count; i++)
        {
            if (targets[i].SameAs is { } first)
                results[i] = new EntryResult(results[first].Write with { Created = false, Changed = false }, Deleted: 0);
        }

        return results;
    }

    private EntryResult Of(FoundTargets found)
    {
        if (_written.TryGetValue(found, out var written))
            return new EntryResult(new WriteResult(written[0], written[0].Created, Changed: true), written.Count(v => v.Deleted));
        var seen = found.Resources is [{ Head: { } head }, ..] ? current.Later(head) : null;
        return new EntryResult(new WriteResult(seen, Created: false, Changed: false), Deleted: 0);
    }
}
