using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>
/// <c>Patient/$unmerge</c>: undoes a merge. Both records become what they were, and each reference goes back, unless it was changed since, which is told. Undone
/// again, it answers the same.
/// </summary>
internal sealed class UnmergePatients(IdentifierSystems systems, ReferenceMove references) : IRegionalOperation
{
    private readonly MergeParties _parties = new(systems);
    private readonly MergedRecord _record = new(systems);

    public OperationSignature Signature { get; } = new("patient-unmerge", "Patient", "unmerge", OperationLevel.Type, AffectsState: true) { TraceEvent = "records-unmerged" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var source = await _parties.FindAsync(call, ledger, "source-patient", p => CardHolder.ReplacedBy(p.Resource) is not null, cancellationToken);
        var merge = await MergeSearch.LastOfAllAsync(ledger, source.Key, cancellationToken) ?? throw MergeRules.NotMerged.Refuse(PolicySource.Default, source.Key);
        var task = merge.Resource;
        if (MergeTask.IsUnderWay(task))
            throw MergeRules.UnderWay.Conflict("in-progress", source.Key, merge.Key);
        var target = MergeTask.TargetOf(task);
        bool isThere = await ledger.FindAsync<Patient>(target, cancellationToken) is not null;
        var outcome = new OperationOutcome();
        if (MergeTask.IsUndone(task))
            Tell(task, outcome);
        else
            await UndoAsync(call, ledger, source, merge, outcome, cancellationToken);
        var answer = new OperationAnswer().Add("outcome", outcome).AddStored("result", source.Key);
        return (isThere ? answer.AddStored("target", target) : answer).AddStored("task", merge.Key);
    }

    private async Task UndoAsync(OperationCall call, Ledger ledger, Reading<Patient> source, Reading<FhirTask> merge, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        var target = await ledger.FindLastAsync<Patient>(MergeTask.TargetOf(merge.Resource), cancellationToken)
            ?? throw FhirException.NotFound("not-found", $"{MergeTask.TargetOf(merge.Resource)} does not exist any more.");
        if (CardHolder.ReplacedBy(target.Resource) is { } later)
            throw HealthCardRules.RecordReplaced.Refuse(PolicySource.Default, target.Key, later.Reference ?? "-");
        await new MergeUndo(systems, _record, call, ledger, outcome).RestoreAsync(source, target, merge.Resource, cancellationToken);
        MergeTask.BeginUndo(merge.Resource, call.Now);
        await BackAsync(call, ledger, merge, outcome, cancellationToken);
        ledger.Update(merge);
        ledger.Reason = call.Input.Text("reason");
        CardHolder.Notify(call, ledger, target.Key, "unmerged");
    }

    /// <summary>Few references at once, many by the job.</summary>
    private async Task BackAsync(OperationCall call, Ledger ledger, Reading<FhirTask> merge, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        var moved = await ReferenceMove.MovedAsync(ledger, merge.Key, cancellationToken);
        if (moved.Count > call.Policy.Get<int>("healthCard", "mergeAtOnce").Value)
        {
            ledger.Enqueue(MoveReferencesJob.TypeName, JsonSerializer.SerializeToUtf8Bytes(new MoveReferences(merge.Key.ToString(), Back: true)));
            outcome.Issue.Add(MergeOutcome.Issue(OperationOutcome.IssueSeverity.Information, "unmerge-begun", $"{MergeTask.SourceOf(merge.Resource)} is a record of its own again; what referred to it is being moved back, which the task tells of."));
            return;
        }

        MergeTask.Count(merge.Resource, await references.MoveBackAsync(ledger, moved, merge.Resource, merge.Reference, call.Now, cancellationToken), call.Now);
        MergeTask.Complete(merge.Resource, call.Now);
        Tell(merge.Resource, outcome);
    }

    /// <summary>What an undoing that is done has done.</summary>
    private static void Tell(FhirTask task, OperationOutcome outcome)
    {
        outcome.Issue.Insert(0, MergeOutcome.Issue(OperationOutcome.IssueSeverity.Information, "unmerge-done", $"{MergeTask.SourceOf(task)} is a record of its own again; references that came back to it: {MergeTask.CountOf(task)}."));
        outcome.Issue.AddRange(MergeTask.KeptOf(task).Select(key => MergeOutcome.Issue(
            OperationOutcome.IssueSeverity.Warning, "unmerge-kept", $"{key} was changed since: a reference that the merge moved is not as it left it, and stays.")));
    }
}
