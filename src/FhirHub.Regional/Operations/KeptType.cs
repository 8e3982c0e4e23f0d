using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A row of a capability's table of what its operations keep. What is not among the elements anybody may write.</summary>
/// <param name="rules">The capability's.</param>
/// <param name="operations">What to call instead: <c>$cancel or $reschedule</c>.</param>
internal abstract class KeptType<T>(KeptRules rules, string operations) : IKeptType
    where T : Resource
{
    public string Type { get; } = ModelInfo.GetFhirTypeNameForType(typeof(T))!;

    public virtual IReadOnlyList<string> Marks => [];

    /// <summary>The elements that operations alone change.</summary>
    public abstract IReadOnlyList<KeptElement<T>> Elements { get; }

    /// <inheritdoc cref="IKeptType.Keeps"/>
    public abstract bool Keeps(T resource);

    /// <summary>Whether operations are done with it, so that it may be deleted.</summary>
    public virtual bool HasEnded(T resource) => false;

    /// <summary>Whether an element's change is the institution's to write, though operations keep it.</summary>
    protected virtual bool IsOwn(string element, T before, T after) => false;

    /// <summary>Elements of a resource that only an operation could have made so.</summary>
    protected virtual IEnumerable<string> MadeBy(T resource) => [];

    /// <inheritdoc cref="IKeptType.Claims"/>
    protected virtual IEnumerable<ResourceKey> ClaimsOf(T resource) => [];

    bool IKeptType.Keeps(Resource resource) => resource is T kept && Keeps(kept);

    IReadOnlyList<Issue> IKeptType.Written(ResourceKey key, Resource before, Resource? after)
    {
        var stored = (T)before;
        if (after is not T written)
            return HasEnded(stored) ? [] : [rules.Deleted.Broken(PolicySource.Default, key, operations)];
        var changed = Elements.Where(e => !e.IsSame(stored, written) && !IsOwn(e.Name, stored, written)).Select(e => e.Name).ToList();
        return changed.Count == 0 ? [] : [Broken(rules.Changed, key, changed)];
    }

    IReadOnlyList<Issue> IKeptType.Made(ResourceKey key, Resource after) =>
        MadeBy((T)after).ToList() is { Count: > 0 } made ? [Broken(rules.Made, key, made)] : [];

    IReadOnlyList<ResourceKey> IKeptType.Claims(Resource after) => [.. ClaimsOf((T)after)];

    Issue IKeptType.Claimed(ResourceKey key, ResourceKey kept) =>
        rules.Claimed.Broken(PolicySource.Default, kept, key, operations) with { Expression = Type };

    private Issue Broken(Rule rule, ResourceKey key, List<string> elements) =>
        rule.Broken(PolicySource.Default, key, string.Join(", ", elements), operations) with { Expression = $"{Type}.{elements[0]}" };
}
