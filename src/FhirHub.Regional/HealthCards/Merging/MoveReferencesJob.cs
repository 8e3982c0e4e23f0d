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
/// Moves the many references of a merge, or those that came after it, or back, a part in each transaction. What is left to do is what still refers to the
/// source, or to the target. A run that overlaps with its predecessor moves nothing twice, as each part is written against the versions that it has read.
/// </summary>
internal sealed class MoveReferencesJob(TransactionRunner runner, LedgerSources sources, ReferenceMove references, ReadLimits limits, TimeProvider time) : IJobType
{
    public const string TypeName = "move-references";

    /// <summary>After a merge, when nobody writes any more who began before it: MongoDB ends transactions after a minute.</summary>
    public static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(90);

    /// <summary>Resources of one transaction.</summary>
    private const int Part = 100;

    public string Name => TypeName;

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var asked = JsonSerializer.Deserialize<MoveReferences>(context.Job.Input.Span)!;
        if (asked.Back)
            await BackAsync(context, asked, cancellationToken);
        else
            await OnAsync(context, asked, cancellationToken);
    }

    /// <summary>Until a part that was looked for after the one before was committed finds nothing: what is written meanwhile is found, too.</summary>
    private async Task OnAsync(JobContext context, MoveReferences asked, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            bool isFresh = seen.Count == 0;
            int found = 0;
            var plan = new TransactionPlan([], async (session, token) =>
            {
                (found, var writes) = await OnAsync(context, session, asked, seen, isFresh, token);
                return writes;
            });
            await RunAsync(context, plan, position: null, cancellationToken);
            if (found == 0 && isFresh)
                return;
            // What held nothing to move may do so by now.
            if (found == 0)
                seen.Clear();
        }
    }

    private async Task BackAsync(JobContext context, MoveReferences asked, CancellationToken cancellationToken)
    {
        int from = context.Job.Position is { } position ? JsonSerializer.Deserialize<int>(position.Span) : 0;
        do
        {
            int at = from;
            from += Part;
            await RunAsync(context, new TransactionPlan([], (session, token) => BackAsync(context, session, asked, at, token)), from, cancellationToken);
        }
        while (!await IsDoneAsync(context, asked, cancellationToken));
    }

    private async Task RunAsync(JobContext context, TransactionPlan plan, int? position, CancellationToken cancellationToken)
    {
        var done = await runner.RunAsync(context.Caller, plan, limits, new TransactionSteps<TransactionResult>((result, _) => Task.FromResult(result)), cancellationToken);
        await context.ReportAsync(string.Create(CultureInfo.InvariantCulture, $"{done.Results.Count} resources written last"), JsonSerializer.SerializeToUtf8Bytes(position ?? 0), cancellationToken);
    }

    /// <summary>A part; a merge that has ended already stays so, as what came later is moved.</summary>
    /// <returns>How many resources it changes, and the writes.</returns>
    private async Task<(int Found, IReadOnlyList<TransactionWrite> Writes)> OnAsync(
        JobContext context, DatabaseSession session, MoveReferences asked, HashSet<string> seen, bool isFresh, CancellationToken cancellationToken)
    {
        var ledger = new Ledger(context.Caller, session, sources);
        var task = await ledger.GetAsync<FhirTask>(ResourceKey.Parse(asked.Task), cancellationToken);
        if (MergeTask.IsUndone(task.Resource))
            return (0, []);
        var now = time.GetUtcNow();
        ResourceKey source = MergeTask.SourceOf(task.Resource), target = MergeTask.TargetOf(task.Resource);
        var part = await references.ReferrersAsync(ledger, source, target, seen, Part, cancellationToken);
        if (part.Count > 0)
            MergeTask.Count(task.Resource, references.Move(ledger, part, source, target, task.Reference, now), now);
        else if (MergeTask.IsUnderWay(task.Resource) && isFresh)
            MergeTask.Complete(task.Resource, now);
        else
            return (0, []);
        ledger.Update(task);
        return (part.Count, ledger.Writes(limits));
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
