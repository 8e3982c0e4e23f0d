using FhirHub.Engine.Acceptance;
using FhirHub.Engine.Access;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>What one run of a transaction is about; the same for each of its attempts, but for what is planned within them.</summary>
internal sealed class TransactionWork
{
    private readonly TransactionPlan? _plan;

    /// <param name="turn">What the whole takes turns by; null for nothing.</param>
    public TransactionWork(Caller caller, IReadOnlyList<TransactionWrite> writes, ReadLimits limits, string? turn)
    {
        (Caller, Writes, Limits) = (caller, writes, limits);
        LockKeys = [.. writes.Where(w => w.Criteria is not null).Select(w => w.Criteria!.LockKey).Distinct(), .. turn is null ? Array.Empty<string>() : [turn]];
        QueueKeys = [.. LockKeys, .. writes.Where(w => w.Key is not null && !w.IsNew).Select(w => w.Key!.Value.ToString())];
    }

    /// <param name="plan">Says in each attempt what it writes.</param>
    /// <param name="turn">As of the other.</param>
    public TransactionWork(Caller caller, TransactionPlan plan, ReadLimits limits, string? turn)
    {
        (Caller, Writes, Limits, _plan) = (caller, [], limits, plan);
        LockKeys = [.. plan.Turns.Distinct(), .. turn is null ? Array.Empty<string>() : [turn]];
        QueueKeys = LockKeys;
    }

    public Caller Caller { get; }

    /// <summary>Of the attempt that is under way.</summary>
    public IReadOnlyList<TransactionWrite> Writes { get; private set; }

    public ReadLimits Limits { get; }

    /// <summary>What transactions on all nodes take turns by: the criteria of conditional entries, and the turn of the whole.</summary>
    public IReadOnlyList<string> LockKeys { get; }

    /// <summary>What its writers queue for on this node, before any contends in the database.</summary>
    public IReadOnlyList<string> QueueKeys { get; }

    /// <summary>What validation had to say of what the request holds, for this attempt and the next.</summary>
    public Dictionary<TransactionWrite, EntryVerdict> Judged { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The profiles that it writes or deletes.</summary>
    public Lazy<IReadOnlySet<string>> ProfilesIn(WriteCheck rules) => new(() => rules.ProfilesIn(Writes.Select(w => (w.Key?.ToString(), w.Content?.Resource))));

    /// <summary>What the last attempt wrote that changes how the server works.</summary>
    public List<ResourceDocument> Written { get; } = [];

    /// <summary>Plans an attempt, where that is not done before.</summary>
    public async ValueTask PlanAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (_plan is not null)
            Writes = await _plan.PlanAsync(session, cancellationToken);
    }
}
