using FhirHub.Engine.Access;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;

namespace FhirHub.Engine.Installation;

/// <summary>The writes of one pack, in as many transactions as its size asks for.</summary>
internal sealed class PackTransactions(TransactionRunner transactions, Caller caller, InstallationLease lease)
{
    public static ReadLimits Limits { get; } = new() { MaxDepth = 256 };

    /// <summary>Runs each and takes all back, so that what one of them would be refused for is known before the first is kept. One alone is kept or refused as a whole.</summary>
    public async Task RehearseAsync(IReadOnlyList<IReadOnlyList<TransactionWrite>> parts, CancellationToken cancellationToken)
    {
        if (parts.Count < 2)
            return;
        foreach (var part in parts)
            await RunAsync(part, isRehearsal: true, cancellationToken);
    }

    /// <returns>How many resources it changed.</returns>
    public async Task<int> WriteAsync(IEnumerable<IReadOnlyList<TransactionWrite>> parts, CancellationToken cancellationToken)
    {
        int changed = 0;
        foreach (var part in parts)
            changed += await RunAsync(part, isRehearsal: false, cancellationToken);
        return changed;
    }

    private async Task<int> RunAsync(IReadOnlyList<TransactionWrite> writes, bool isRehearsal, CancellationToken cancellationToken)
    {
        await lease.HoldAsync(null, cancellationToken);
        var steps = new TransactionSteps<Counted>((done, _) => Task.FromResult(new Counted(done.Results.Count(r => r.Write.Changed))))
        {
            IsRehearsal = isRehearsal,
            BeginAsync = async (session, token) =>
            {
                await lease.HoldAsync(session, token);
                return null;
            },
        };
        return (await transactions.RunAsync(caller, writes, Limits, steps, cancellationToken)).Value;
    }

    private sealed record Counted(int Value);
}
