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
        var target = await _parties.FindAsync(call, ledger, "target-patient", p => CardHolder.ReplacedBy(p.Resource) is null, cancellationToken);
        var source = await SourceAsync(call, ledger, target.Key, cancellationToken);
        if (source.Key == target.Key)
            throw MergeRules.SameRecord.Refuse(PolicySource.Default, source.Key);
        if (CardHolder.ReplacedBy(source.Resource) is { } other && References.LeadTo(other, target.Key) && await MergeSearch.LastAsync(ledger, source.Key, cancellationToken) is { } known)
        {
            await FollowAsync(call, ledger, known, cancellationToken);
            return Told(call, known.Resource, Differences(source, target)).AddStored("result", target.Key).AddStored("task", known.Key);
        }

        foreach (var party in new[] { source, target })
        {
            if (CardHolder.ReplacedBy(party.Resource) is { } by)
                throw HealthCardRules.RecordReplaced.Refuse(PolicySource.Default, party.Key, by.Reference!);
        }

        if (await MergeSearch.UnderWayAsync(ledger, source.Key, target.Key, cancellationToken) is { } busy)
            throw MergeRules.UnderWay.Conflict("in-progress", MergeTask.SourceOf(busy.Resource), busy.Key);
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
        return Told(call, task, Differences(source, target)).AddStored("result", target.Key).AddStored("task", taskReference);
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

    /// <summary>The record that goes; called again, the one that went.</summary>
    private Task<Reading<Patient>> SourceAsync(OperationCall call, Ledger ledger, ResourceKey target, CancellationToken cancellationToken) => _parties.FindAsync(
        call, ledger, "source-patient", p => p.Key != target && (CardHolder.ReplacedBy(p.Resource) is not { } by || References.LeadTo(by, target)), cancellationToken);

    private void Write(OperationCall call, Ledger ledger, Reading<Patient> source, Reading<Patient> target)
    {
        ledger.Update(target with { Resource = Result(call, source, target) });
        MergedRecord.Retire(source.Resource, target);
        ledger.Update(source);
    }

    /// <summary>The target with what the source had: in the words of the caller, or as it is.</summary>
    private Patient Result(OperationCall call, Reading<Patient> source, Reading<Patient> target)
    {
        var result = (Patient)target.Resource.DeepCopy();
        _record.Extend(result, source);
        if (call.Input.FindResource<Patient>("result-patient") is { } wanted)
            return new MergeResult(systems, target, result).Of(wanted);
        return result;
    }

    private OperationAnswer Preview(OperationCall call, Reading<Patient> source, Reading<Patient> target, int references, int limit)
    {
        var result = Result(call, source, target);
        string many = references > limit ? $"more than {limit}" : references.ToString(CultureInfo.InvariantCulture);
        return Answer(call, "merge-preview", $"{source.Key} would go into {target.Key}; resources that refer to it: {many}. Nothing was changed.", Differences(source, target)).Add("result", result);
    }

    private static OperationAnswer Told(OperationCall call, FhirTask task, IEnumerable<OperationOutcome.IssueComponent> more) => MergeTask.IsUnderWay(task)
        ? Answer(call, "merge-begun", $"{MergeTask.SourceOf(task)} has gone into {MergeTask.TargetOf(task)}; what refers to it is being moved, which the task tells of.", more)
        : Answer(call, "merge-done", $"{MergeTask.SourceOf(task)} has gone into {MergeTask.TargetOf(task)}; references that went with it: {MergeTask.CountOf(task)}.", more);

    private static OperationAnswer Answer(OperationCall call, string code, string text, IEnumerable<OperationOutcome.IssueComponent>? more = null)
    {
        var outcome = MergeOutcome.Of(code, text);
        outcome.Issue.AddRange(more ?? []);
        return new OperationAnswer().Add("input", call.Input.ToParameters()).Add("outcome", outcome);
    }

    /// <summary>What speaks against one person, though nothing refuses it: a slip in one of the records, or two people.</summary>
    private static IEnumerable<OperationOutcome.IssueComponent> Differences(Reading<Patient> source, Reading<Patient> target)
    {
        if (source.Resource.BirthDate is { } born && target.Resource.BirthDate is { } other && born != other)
            yield return MergeOutcome.Issue(OperationOutcome.IssueSeverity.Warning, "merge-differs", "The records have different birth dates.");
        if (source.Resource.Gender is { } sex && target.Resource.Gender is { } otherSex && sex != otherSex)
            yield return MergeOutcome.Issue(OperationOutcome.IssueSeverity.Warning, "merge-differs", "The records have different sexes.");
    }
}
