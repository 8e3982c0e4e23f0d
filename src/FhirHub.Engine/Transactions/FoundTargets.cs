using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>The resources that one write is about, found.</summary>
/// <param name="Write">The write.</param>
/// <param name="Resources">Mostly one; none where a condition found nothing and nothing is to be made.</param>
/// <param name="SameAs">Another creation on the same condition, whose resource this one gets; null for none.</param>
internal sealed record FoundTargets(TransactionWrite Write, IReadOnlyList<FoundResource> Resources, int? SameAs = null);

/// <summary>A resource that a write is about.</summary>
/// <param name="Target">What is decided by.</param>
/// <param name="Document">Its current version as the database has it; null where there is none.</param>
internal sealed record FoundResource(EntryTarget Target, ResourceDocument? Document)
{
    /// <summary>The version that it will have.</summary>
    /// <param name="isLeft">Whether it stays as it is.</param>
    public long VersionAfter(bool isLeft) => (Document?.Version ?? 0) + (isLeft ? 0 : 1);
}
