using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>The resources that one write is about, found.</summary>
/// <param name="Write">The write.</param>
/// <param name="Resources">Mostly one; none where a condition found nothing and nothing is to be made.</param>
/// <param name="SameAs">Another creation on the same condition, whose resource this one gets; null for none.</param>
internal sealed record FoundTargets(TransactionWrite Write, IReadOnlyList<FoundResource> Resources, int? SameAs = null);

/// <summary>A resource that a write is about.</summary>
/// <param name="Key">Type and id.</param>
/// <param name="Head">Its current version; null where there is none.</param>
/// <param name="IsMatch">Whether it was found by criteria.</param>
internal sealed record FoundResource(ResourceKey Key, ResourceHead? Head, bool IsMatch)
{
    /// <summary>The version that it will have.</summary>
    /// <param name="isLeft">Whether it stays as it is.</param>
    public long VersionAfter(bool isLeft) => (Head?.Version ?? 0) + (isLeft ? 0 : 1);
}
