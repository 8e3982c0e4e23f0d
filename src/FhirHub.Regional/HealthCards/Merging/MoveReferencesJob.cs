using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using FhirHub.Regional.Operations;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>
/// Moves the many references of a merge, or back, a part in each transaction. It needs no position: what is left to do is what still refers to the source, or
/// to the target. A run that overlaps with its predecessor moves nothing twice, as each part is written against the versions that it has read.
/// </summary>
internal sealed class MoveReferencesJob(TransactionRunner runner, LedgerSources sources, ReferenceMove references, ReadLimits limits, TimeProvider time) : IJobType
{
    public const string TypeName = "move-references";

    /// <summary>Resources of one transaction.</summary>
    private const int Part = 100;

    public string Name => TypeName;

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var asked = JsonSerializer.Deserialize<MoveReferences>(context.Job.Input.Span)!;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int from = context.Job.Position is { } position ? JsonSerializer.Deserialize<int>(position.Span) : 0;
        while (true)
        {
            int at = from;
            var plan = new TransactionPlan([], (session, token) => asked.Back ? BackAsync(context, session, asked, at, token) : OnAsync(context, session, asked, seen, token));
            var done = await runner.RunAsync(context.Caller, plan, limits, new TransactionSteps<TransactionResult>((result, _) => Task.FromResult(result)), cancellationToken);
            from += Part;
            await context.ReportAsync(string.Create(CultureInfo.InvariantCulture, $"{done.Results.Count} resources written last"), JsonSerializer.SerializeToUtf8Bytes(asked.Back ? from : 0), cancellationToken);
            if (await IsDoneAsync(context, asked, cancellationToken))
                return;
        }
    }

    private async Task<IReadOnlyList<TransactionWrite>> OnAsync(JobContext context, DatabaseSession session, MoveReferences asked, HashSet<string> seen, CancellationToken cancellationToken)
    {
        var ledger = new Ledger(context.Caller, session, sources);
        var task = await ledger.GetAsync<FhirTask>(ResourceKey.Parse(asked.Task), cancellationToken);
        if (!MergeTask.IsUnderWay(task.Resource) || MergeTask.IsUndone(task.Resource))
            return [];
        var now = time.GetUtcNow();
        ResourceKey source = MergeTask.SourceOf(task.Resource), target = MergeTask.TargetOf(task.Resource);
        var part = await references.ReferrersAsync(ledger, source, target, seen, Part, cancellationToken);
        MergeTask.Count(task.Resource, references.Move(ledger, part, source, target, task.Reference, now), now);
        if (part.Count < Part)
            MergeTask.Complete(task.Resource, now);
        ledger.Update(task);
        return ledger.Writes(limits);
    }

    private async Task<IReadOnlyList<TransactionWrite>> BackAsync(JobContext context, DatabaseSession session, MoveReferences asked, int from, CancellationToken cancellationToken)
    {
        var ledger = new Ledger(context.Caller, session, sources);
        var task = await ledger.GetAsync<FhirTask>(ResourceKey.Parse(asked.Task), cancellationToken);
        if (!MergeTask.IsUnderWay(task.Resource) || !MergeTask.IsUndone(task.Resource))
            return [];
        var now = time.GetUtcNow();
        var moved = await ReferenceMove.MovedAsync(ledger, task.Key, cancellationToken);
        int count = await references.MoveBackAsync(ledger, moved.Skip(from).Take(Part), task.Resource, task.Reference, now, cancellationToken);
        MergeTask.Count(task.Resource, count, now);
        if (from + Part >= moved.Count)
            MergeTask.Complete(task.Resource, now);
        ledger.Update(task);
        return ledger.Writes(limits);
    }

    private async Task<bool> IsDoneAsync(JobContext context, MoveReferences asked, CancellationToken cancellationToken)
    {
        var task = await new Ledger(context.Caller, null, sources).FindAsync<FhirTask>(ResourceKey.Parse(asked.Task), cancellationToken);
        return task is null || !MergeTask.IsUnderWay(task.Resource);
    }
}
