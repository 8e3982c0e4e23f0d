using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>
/// <c>Patient/$merge</c> with the parameters of R5, https://hl7.org/fhir/R5/patient-operation-merge.html: the source goes into the target, with all that refers
/// to it; few references at once, many by a job. Merged again, it answers the same, and moves what has come since.
/// </summary>
internal sealed class MergePatients(IdentifierSystems systems, ReferenceMove references) : IRegionalOperation
{
    private readonly MergeParties _parties = new(systems);
    private readonly MergedRecord _record = new(systems);

    public OperationSignature Signature { get; } = new("patient-merge", "Patient", "merge", OperationLevel.Type, AffectsState: true) { TraceEvent = "records-merged" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var source = await _parties.FindAsync(call, ledger, "source-patient", cancellationToken);
        var target = await _parties.FindAsync(call, ledger, "target-patient", cancellationToken);
        if (source.Key == target.Key)
            throw MergeRules.SameRecord.Refuse(PolicySource.Default, source.Key);
        if (CardHolder.ReplacedBy(source.Resource) is { } other && References.LeadTo(other, target.Key) && await MergeSearch.LastAsync(ledger, source.Key, cancellationToken) is { } known)
        {
            await FollowAsync(call, ledger, known, cancellationToken);
            return Told(call, known.Resource).AddStored("result", target.Key).AddStored("task", known.Key);
        }

        foreach (var party in new[] { source, target })
        {
            if (CardHolder.ReplacedBy(party.Resource) is { } by)
                throw HealthCardRules.RecordReplaced.Refuse(PolicySource.Default, party.Key, by.Reference!);
        }

        _record.RequireSamePerson(source, target);
        int limit = call.Policy.Get<int>("healthCard", "mergeAtOnce").Value;
        var referrers = await references.ReferrersAsync(ledger, source.Key, target.Key, [], limit + 1, cancellationToken);
        if (call.Input.Flag("preview") == true)
            return Preview(call, source, target, referrers.Count, limit);
        var task = MergeTask.New(call, source, target);
        var taskReference = ledger.Create(task);
        Write(call, ledger, source, target);
        if (referrers.Count <= limit)
        {
            MergeTask.Count(task, references.Move(ledger, referrers, source.Key, target.Key, taskReference, call.Now), call.Now);
            MergeTask.Complete(task, call.Now);
        }
        else
        {
            Enqueue(ledger, taskReference, TimeSpan.Zero);
        }

        Enqueue(ledger, taskReference, MoveReferencesJob.Afterwards);
        CardHolder.Notify(call, ledger, target.Key, "merged");
        return Told(call, task).AddStored("result", target.Key).AddStored("task", taskReference);
    }

    /// <summary>Of a merge that has ended: moves what has come to refer to the source since.</summary>
    private async Task FollowAsync(OperationCall call, Ledger ledger, Reading<FhirTask> known, CancellationToken cancellationToken)
    {
        if (MergeTask.IsUnderWay(known.Resource) || call.Input.Flag("preview") == true)
            return;
        ResourceKey source = MergeTask.SourceOf(known.Resource), target = MergeTask.TargetOf(known.Resource);
        int limit = call.Policy.Get<int>("healthCard", "mergeAtOnce").Value;
        var later = await references.ReferrersAsync(ledger, source, target, [], limit + 1, cancellationToken);
        if (later.Count > limit)
            Enqueue(ledger, known.Reference, TimeSpan.Zero);
        if (later.Count == 0 || later.Count > limit)
            return;
        MergeTask.Count(known.Resource, references.Move(ledger, later, source, target, known.Reference, call.Now), call.Now);
        ledger.Update(known);
    }

    private static void Enqueue(Ledger ledger, ResourceReference task, TimeSpan after) =>
        ledger.Enqueue(MoveReferencesJob.TypeName, JsonSerializer.SerializeToUtf8Bytes(new MoveReferences(task.Reference!, Back: false)), after);

    private void Write(OperationCall call, Ledger ledger, Reading<Patient> source, Reading<Patient> target)
    {
        var result = Result(call, target);
        _record.Extend(result, source);
        ledger.Update(target with { Resource = result });
        MergedRecord.Retire(source.Resource, target);
        ledger.Update(source);
    }

    /// <summary>What the caller wants the target to be, or the target as it is.</summary>
    private Patient Result(OperationCall call, Reading<Patient> target)
    {
        if (call.Input.FindResource<Patient>("result-patient") is not { } wanted)
            return target.Resource;
        if (wanted.Id is { } id && id != target.Key.Id)
            throw MergeRules.ResultDiffers.Refuse(PolicySource.Default, target.Key, $"its id is {id}", $"其 id 为 {id}");
        var missing = target.Resource.Identifier.FirstOrDefault(i => !wanted.Identifier.Exists(w => w.Value == i.Value && systems.PreferredOf(w.System) == systems.PreferredOf(i.System)));
        if (missing is not null)
            throw MergeRules.ResultDiffers.Refuse(PolicySource.Default, target.Key, $"the identifier of {missing.System} is missing", $"缺少标识 {missing.System}");
        var result = (Patient)wanted.DeepCopy();
        (result.Id, result.Meta) = (target.Key.Id, target.Resource.Meta);
        // Earlier merges stay on record.
        result.Link.AddRange(target.Resource.Link.Where(l => !result.Link.Exists(r => r.Type == l.Type && r.Other?.Reference == l.Other?.Reference)));
        return result;
    }

    private OperationAnswer Preview(OperationCall call, Reading<Patient> source, Reading<Patient> target, int references, int limit)
    {
        var result = (Patient)Result(call, target).DeepCopy();
        _record.Extend(result, source);
        string many = references > limit ? $"more than {limit}" : references.ToString(CultureInfo.InvariantCulture);
        return Answer(call, "merge-preview", $"{source.Key} would go into {target.Key}; resources that refer to it: {many}. Nothing was changed.").Add("result", result);
    }

    private static OperationAnswer Told(OperationCall call, FhirTask task) => MergeTask.IsUnderWay(task)
        ? Answer(call, "merge-begun", $"{MergeTask.SourceOf(task)} has gone into {MergeTask.TargetOf(task)}; what refers to it is being moved, which the task tells of.")
        : Answer(call, "merge-done", $"{MergeTask.SourceOf(task)} has gone into {MergeTask.TargetOf(task)}; references that went with it: {MergeTask.CountOf(task)}.");

    private static OperationAnswer Answer(OperationCall call, string code, string text) =>
        new OperationAnswer().Add("input", call.Input.ToParameters()).Add("outcome", MergeOutcome.Of(code, text));
}
