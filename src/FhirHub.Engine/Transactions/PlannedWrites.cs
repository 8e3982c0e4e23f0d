using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>Plans single writes: the four interactions, each on a resource that is named or on what criteria match.</summary>
public static class PlannedWrites
{
    /// <param name="resource">What is created.</param>
    /// <param name="criteria">If-None-Exist; null for none.</param>
    public static TransactionWrite Create(ParsedResource resource, Criteria? criteria) => new()
    {
        Method = "POST",
        Key = NewKey(resource.Type),
        IsNew = true,
        Criteria = criteria,
        Content = Content(resource),
        Decide = EntryDecisions.Create,
    };

    public static TransactionWrite Update(ResourceKey key, ParsedResource resource, Preconditions preconditions, bool updateCreate) => new()
    {
        Method = "PUT",
        Key = key,
        Content = Content(resource),
        Decide = EntryDecisions.Update(preconditions, updateCreate),
    };

    /// <summary>Where nothing matches, the resource is created: under its own id where it has one.</summary>
    public static TransactionWrite Update(Criteria criteria, ParsedResource resource, Preconditions preconditions, bool updateCreate) => new()
    {
        Method = "PUT",
        Key = resource.Id is { } id ? new ResourceKey(resource.Type, id) : NewKey(resource.Type),
        IsNew = resource.Id is null,
        Criteria = criteria,
        Content = Content(resource),
        Decide = EntryDecisions.Update(preconditions, updateCreate),
    };

    public static TransactionWrite Patch(ResourceKey key, ResourcePatch patch, Preconditions preconditions, ReadLimits limits) => new()
    {
        Method = "PATCH",
        Key = key,
        Decide = EntryDecisions.Patch(preconditions, patch, limits),
    };

    public static TransactionWrite Patch(Criteria criteria, ResourcePatch patch, Preconditions preconditions, ReadLimits limits) => new()
    {
        Method = "PATCH",
        Criteria = criteria,
        WhenNothing = nothing => FhirException.NotFound("not-found", $"Nothing matches {nothing}."),
        Decide = EntryDecisions.Patch(preconditions, patch, limits),
    };

    public static TransactionWrite Delete(ResourceKey key, Preconditions preconditions) => new()
    {
        Method = "DELETE",
        Key = key,
        Decide = EntryDecisions.Delete(preconditions),
    };

    /// <param name="criteria">What is deleted.</param>
    /// <param name="preconditions">If-Match and If-None-Match.</param>
    /// <param name="maxMatches">Resources that may go at once, at least 1.</param>
    public static TransactionWrite Delete(Criteria criteria, Preconditions preconditions, int maxMatches) => new()
    {
        Method = "DELETE",
        Criteria = criteria,
        MaxMatches = maxMatches,
        WhenNothing = nothing => preconditions.Match is null
            ? null
            : FhirException.PreconditionFailed("version-mismatch", $"If-Match does not hold: nothing matches {nothing}."),
        Decide = EntryDecisions.Delete(preconditions),
    };

    /// <summary>Any other change of one resource.</summary>
    public static TransactionWrite Change(string method, ResourceKey key, ResourceDecision decide) => new()
    {
        Method = method,
        Key = key,
        Decide = (target, _, cancellationToken) => decide(target.Current, cancellationToken),
    };

    private static ResourceKey NewKey(string type) => new(type, Guid.CreateVersion7().ToString());

    private static EntryContent Content(ParsedResource resource) => new(default, resource, []);
}
