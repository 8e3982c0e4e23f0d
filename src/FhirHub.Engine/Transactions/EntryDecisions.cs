using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>What becomes of a resource by each of the four writes, conditional or not: https://hl7.org/fhir/R4/http.html.</summary>
public static class EntryDecisions
{
    /// <summary>A new resource, unless there is one that matches.</summary>
    public static EntryDecision Create { get; } = (target, content, _) =>
        ValueTask.FromResult(target.IsMatch ? null : ResourceChange.Write("POST", content!));

    /// <param name="preconditions">If-Match and If-None-Match.</param>
    /// <param name="updateCreate">Whether clients may choose the ids of new resources.</param>
    public static EntryDecision Update(Preconditions preconditions, bool updateCreate) => (target, content, _) =>
    {
        preconditions.Check(target.Key, target.Current);
        if (target.Criteria is { } criteria)
            CheckConditional(target, criteria, content!);
        bool isChosen = target.Criteria is null || content!.Id is not null;
        if (!target.Exists && isChosen && !updateCreate)
            throw FhirException.MethodNotAllowed($"{target.Key} does not exist, and this server does not let clients choose ids. POST to {target.Key.Type} instead.");
        return ValueTask.FromResult<ResourceChange?>(ResourceChange.Write("PUT", content!));
    };

    /// <param name="preconditions">If-Match and If-None-Match.</param>
    /// <param name="patch">The change.</param>
    /// <param name="limits">For the patched resource.</param>
    public static EntryDecision Patch(Preconditions preconditions, ResourcePatch patch, ReadLimits limits) => async (target, _, cancellationToken) =>
    {
        preconditions.Check(target.Key, target.Current);
        var stored = await StoredVersion.Existing(target.Key, target.Current).Json!.LoadAsync(cancellationToken);
        var read = FhirJsonReader.Read(patch.Apply(stored, cancellationToken), limits);
        return read.Resource is { } resource
            ? ResourceChange.Write("PATCH", resource)
            : throw new FhirException(FaultKind.Unprocessable, [.. read.Issues.Select(AfterPatch)]);
    };

    /// <param name="preconditions">If-Match and If-None-Match.</param>
    public static EntryDecision Delete(Preconditions preconditions) => (target, _, _) =>
    {
        preconditions.Check(target.Key, target.Current);
        return ValueTask.FromResult<ResourceChange?>(ResourceChange.Delete);
    };

    /// <summary>https://hl7.org/fhir/R4/http.html#cond-update: what an id in the resource means beside a condition.</summary>
    private static void CheckConditional(EntryTarget target, Criteria criteria, ParsedResource content)
    {
        if (target.IsMatch && content.Id is { } id && id != target.Key.Id)
            throw FhirException.Invalid("id-mismatch", $"{criteria} matches {target.Key}, but the resource's id is '{id}'. Leave the id out, or correct it.", $"{content.Type}.id");
        if (!target.IsMatch && target.Exists)
            throw FhirException.Conflict("id-taken", $"Nothing matches {criteria}, and {target.Key}, whose id the resource has, is another resource. Nothing was changed.");
    }

    private static Issue AfterPatch(Issue issue) => issue with { Diagnostics = $"After the patch: {issue.Diagnostics}", Line = null, Column = null };
}
