using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>Finds the merge of a record.</summary>
internal static class MergeSearch
{
    /// <summary>The last one that counts; null where it was not merged, or that was undone.</summary>
    public static async Task<Reading<FhirTask>?> LastAsync(Ledger ledger, ResourceKey source, CancellationToken cancellationToken) =>
        await LastOfAllAsync(ledger, source, cancellationToken) is { } last && (!MergeTask.IsUndone(last.Resource) || MergeTask.IsUnderWay(last.Resource)) ? last : null;

    /// <summary>The last one, undone or not: those before it were undone, as a record is merged once at a time.</summary>
    public static async Task<Reading<FhirTask>?> LastOfAllAsync(Ledger ledger, ResourceKey source, CancellationToken cancellationToken)
    {
        var tasks = await ledger.SearchAsync<FhirTask>($"focus={source}&_sort=-_lastUpdated", limit: 100, cancellationToken);
        var merges = tasks.Where(t => MergeTask.IsMerge(t.Resource)).ToList();
        return merges.Find(t => !MergeTask.IsUndone(t.Resource) || MergeTask.IsUnderWay(t.Resource)) ?? merges.FirstOrDefault();
    }

    /// <summary>
    /// One whose references are still being moved, here or back, and that a further merge would leave half done: of the record that goes, in either part, or of
    /// the one that stays as the one that went. Null for none.
    /// </summary>
    public static async Task<Reading<FhirTask>?> UnderWayAsync(Ledger ledger, ResourceKey source, ResourceKey target, CancellationToken cancellationToken)
    {
        var tasks = (await ledger.SearchAsync<FhirTask>($"focus={source},{target}&status=in-progress", limit: 100, cancellationToken))
            .Concat(await ledger.SearchAsync<FhirTask>($"subject={source}&status=in-progress", limit: 100, cancellationToken));
        return tasks.FirstOrDefault(t => MergeTask.IsMerge(t.Resource) && MergeTask.IsUnderWay(t.Resource));
    }
}
