using FhirHub.Engine.Jobs;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;

namespace FhirHub.Regional.Operations;

/// <summary>Runs operations that nobody calls: deadlines that pass. Over HTTP the server runs them, with the answer it keeps.</summary>
public sealed class OperationRunner(TransactionRunner transactions, LedgerSources sources, NotificationStore notifications, JobStore jobs, ReadLimits limits)
{
    public async Task<OperationResult> RunAsync(IRegionalOperation operation, OperationCall call, CancellationToken cancellationToken)
    {
        var work = new OperationWork(operation, call, sources, notifications, jobs, limits);
        var result = await transactions.RunAsync(call.Caller, await work.PlanAsync(cancellationToken), limits, new TransactionSteps<OperationResult>(work.AnswerAsync), cancellationToken);
        work.Committed();
        return result;
    }
}
