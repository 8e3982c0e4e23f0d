using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>What belongs to a transaction beside its writes. Each may run again, so it has no effect outside of the session.</summary>
/// <param name="FinishAsync">Makes the answer, before the commit.</param>
public sealed record TransactionSteps<T>(Func<TransactionResult, CancellationToken, Task<T>> FinishAsync)
    where T : class
{
    /// <summary>Transactions of the same name take turns, on all nodes; null for none.</summary>
    public string? Turn { get; init; }

    /// <summary>Whether all is taken back at the end: it shows what the writes would be refused for.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>An answer that makes the writes superfluous; null from it, or for it, carries them out.</summary>
    public Func<DatabaseSession, CancellationToken, Task<T?>>? BeginAsync { get; init; }
}
