using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>What became of one write of a transaction.</summary>
/// <param name="Write">The version it left behind.</param>
/// <param name="Deleted">Resources that it deleted.</param>
public sealed record EntryResult(WriteResult Write, int Deleted);

/// <summary>A transaction whose writes are done and not yet committed.</summary>
/// <param name="Results">One for each write, in their order.</param>
/// <param name="Session">Reads what it has written.</param>
public sealed record TransactionResult(IReadOnlyList<EntryResult> Results, DatabaseSession Session);
