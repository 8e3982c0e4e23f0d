using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>The resource that an entry is about.</summary>
/// <param name="Key">Type and id.</param>
/// <param name="Current">Its current version, which may be a deletion; null where there never was one.</param>
/// <param name="Criteria">What it was to be found by; null where the entry names it.</param>
/// <param name="IsMatch">Whether it was found so, rather than taken because nothing was.</param>
public sealed record EntryTarget(ResourceKey Key, StoredVersion? Current, Criteria? Criteria, bool IsMatch)
{
    public bool Exists => Current is { Deleted: false };
}

/// <summary>Decides what becomes of an entry's resource. It may run again when another writer was faster.</summary>
/// <param name="target">The resource.</param>
/// <param name="content">What the entry brings, its links replaced; null for what brings no resource to store.</param>
/// <param name="cancellationToken">Given up.</param>
/// <returns>Null leaves everything as it is.</returns>
/// <exception cref="FhirException">A precondition does not hold; nothing of the transaction is written.</exception>
public delegate ValueTask<ResourceChange?> EntryDecision(EntryTarget target, ParsedResource? content, CancellationToken cancellationToken);
