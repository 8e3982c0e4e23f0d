using FhirHub.Engine.Access;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>What one run of a transaction is about; the same for each of its attempts.</summary>
internal sealed class TransactionWork(Caller caller, IReadOnlyList<TransactionWrite> writes, ReadLimits limits, string? turn)
{
    public Caller Caller => caller;

    public IReadOnlyList<TransactionWrite> Writes => writes;

    public ReadLimits Limits => limits;

    /// <summary>What transactions on all nodes take turns by: the criteria of conditional entries, and the turn of the whole.</summary>
    public IReadOnlyList<string> LockKeys { get; } =
        [.. writes.Where(w => w.Criteria is not null).Select(w => w.Criteria!.LockKey).Distinct(), .. turn is null ? Array.Empty<string>() : [turn]];

    /// <summary>What its writers queue for on this node, before any contends in the database.</summary>
    public IReadOnlyList<string> QueueKeys =>
        [.. LockKeys, .. writes.Where(w => w.Key is not null && !w.IsNew).Select(w => w.Key!.Value.ToString())];

    /// <summary>What validation had to say of what the request holds, for this attempt and the next.</summary>
    public Dictionary<TransactionWrite, EntryVerdict> Judged { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the last attempt wrote that changes how the server works.</summary>
    public List<ResourceDocument> Written { get; } = [];
}
