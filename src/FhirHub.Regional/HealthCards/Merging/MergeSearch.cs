using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>Finds the merge of a record.</summary>
internal static class MergeSearch
{
    /// <summary>The last one that counts; null where it was not merged, or that was undone.</summary>
    public static async Task<Reading<FhirTask>?> LastAsync(Ledger ledger, ResourceKey source, CancellationToken cancellationToken)
    {
        var tasks = await ledger.SearchAsync<FhirTask>($"focus={source}&_sort=-_lastUpdated", limit: 100, cancellationToken);
        return tasks.FirstOrDefault(t => MergeTask.IsMerge(t.Resource) && (!MergeTask.IsUndone(t.Resource) || MergeTask.IsUnderWay(t.Resource)));
    }
}
