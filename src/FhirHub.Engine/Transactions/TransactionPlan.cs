using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>Writes that follow from what is read in the same transaction.</summary>
/// <param name="Turns">
/// Transactions that have one of these in common take turns, on all nodes: by them, what is to be made once is made once. They are kept as they
/// are, so they hold nothing personal.
/// </param>
/// <param name="PlanAsync">
/// Reads through the session and says what is to be written, each resource once. It may run again, when another writer was faster, so it has no
/// effect outside of the session. A write of what it has read names the version it saw, <see cref="TransactionWrite.Seen"/>.
/// </param>
public sealed record TransactionPlan(IReadOnlyCollection<string> Turns, Func<DatabaseSession, CancellationToken, Task<IReadOnlyList<TransactionWrite>>> PlanAsync);
