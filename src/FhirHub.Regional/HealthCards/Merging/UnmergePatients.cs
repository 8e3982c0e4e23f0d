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
/// again, there is nothing to undo.
/// </summary>
internal sealed class UnmergePatients(IdentifierSystems systems, ReferenceMove references) : IRegionalOperation
{
    private readonly MergeParties _parties = new(systems);

    public OperationSignature Signature { get; } = new("patient-unmerge", "Patient", "unmerge", OperationLevel.Type, AffectsState: true) { TraceEvent = "records-unmerged" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var source = await _parties.FindAsync(call, ledger, "source-patient", cancellationToken);
        var merge = await MergeSearch.LastAsync(ledger, source.Key, cancellationToken) ?? throw MergeRules.NotMerged.Refuse(PolicySource.Default, source.Key);
        var task = merge.Resource;
        if (MergeTask.IsUnderWay(task))
            throw MergeRules.UnderWay.Conflict("in-progress", source.Key, merge.Key);
        var target = await ledger.GetAsync<Patient>(MergeTask.TargetOf(task), cancellationToken);
        if (CardHolder.ReplacedBy(target.Resource) is { } later)
            throw HealthCardRules.RecordReplaced.Refuse(PolicySource.Default, target.Key, later.Reference!);
        var outcome = new OperationOutcome();
        await RestoreAsync(ledger, source, target, task, outcome, cancellationToken);
        MergeTask.BeginUndo(task, call.Now);
        await BackAsync(call, ledger, merge, outcome, cancellationToken);
        ledger.Update(merge);
        ledger.Reason = call.Input.Text("reason");
        CardHolder.Notify(call, ledger, target.Key, "unmerged");
        return new OperationAnswer().Add("outcome", outcome).AddStored("result", source.Key).AddStored("target", target.Key).AddStored("task", merge.Key);
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
        outcome.Issue.Insert(0, MergeOutcome.Issue(OperationOutcome.IssueSeverity.Information, "unmerge-done", $"{MergeTask.SourceOf(merge.Resource)} is a record of its own again; references that came back to it: {MergeTask.CountOf(merge.Resource)}."));
        outcome.Issue.AddRange(MergeTask.KeptOf(merge.Resource).Select(key => MergeOutcome.Issue(
            OperationOutcome.IssueSeverity.Warning, "unmerge-kept", $"{key} was changed since: a reference that the merge moved is not as it left it, and stays.")));
    }

    /// <summary>Both records as they were before; of one that was changed since, what the merge did is taken back.</summary>
    private static async Task RestoreAsync(Ledger ledger, Reading<Patient> source, Reading<Patient> target, FhirTask task, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        var sourceBefore = await BeforeAsync(ledger, source.Key, MergeTask.SourceVersion(task), cancellationToken);
        var targetBefore = await BeforeAsync(ledger, target.Key, MergeTask.TargetVersion(task), cancellationToken);
        if (source.Version == MergeTask.SourceVersion(task) + 1)
        {
            ledger.Update(source with { Resource = sourceBefore });
        }
        else
        {
            source.Resource.Active = sourceBefore.Active;
            source.Resource.Link.RemoveAll(l => l.Type == Patient.LinkType.ReplacedBy && References.LeadTo(l.Other, target.Key));
            ledger.Update(source);
            outcome.Issue.Add(ChangedSince(source.Key));
        }

        if (target.Version == MergeTask.TargetVersion(task) + 1)
        {
            ledger.Update(target with { Resource = targetBefore });
            return;
        }

        var after = await BeforeAsync(ledger, target.Key, MergeTask.TargetVersion(task) + 1, cancellationToken);
        var added = after.Identifier.Where(i => !targetBefore.Identifier.Exists(b => b.IsExactly(i))).ToList();
        target.Resource.Identifier.RemoveAll(i => added.Exists(a => a.IsExactly(i)));
        target.Resource.Link.RemoveAll(l => l.Type == Patient.LinkType.Replaces && References.LeadTo(l.Other, source.Key));
        ledger.Update(target);
        outcome.Issue.Add(ChangedSince(target.Key));
    }

    private static async Task<Patient> BeforeAsync(Ledger ledger, ResourceKey key, long version, CancellationToken cancellationToken) =>
        await ledger.FindVersionAsync<Patient>(key, version, cancellationToken) ?? throw FhirException.NotFound("version-gone", $"{key}/_history/{version} does not exist any more: the merge cannot be undone.").InChinese($"{key}/_history/{version} 已不存在，合并无法撤销。");

    private static OperationOutcome.IssueComponent ChangedSince(ResourceKey key) => MergeOutcome.Issue(
        OperationOutcome.IssueSeverity.Warning, "unmerge-record-changed", $"{key} was changed since the merge: what the merge did was taken back, and the other changes stay.");
}
