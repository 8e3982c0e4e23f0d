using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A resource that an operation is about to write.</summary>
/// <param name="Key">Type and id.</param>
/// <param name="Seen">The version it follows; null for a new resource.</param>
/// <param name="Resource">Its content.</param>
internal sealed record StagedWrite(ResourceKey Key, long? Seen, Resource Resource)
{
    /// <summary>Whether the rules of this server apply to it.</summary>
    public bool IsJudged { get; init; } = true;

    /// <summary>A reference to the version that it becomes.</summary>
    public string VersionReference => $"{Key}/_history/{(Seen ?? 0) + 1}";

    /// <summary>As a write of a transaction. What leaves a resource as good as it was leaves it kept or not, too.</summary>
    public TransactionWrite ToWrite(KeptResources kept, ReadLimits limits)
    {
        var content = PocoJson.Parse(Resource, limits);
        var write = Seen is { } seen
            ? PlannedWrites.Update(Key, content, Preconditions.None, updateCreate: false) with { Seen = seen }
            : PlannedWrites.Create(content, criteria: null) with { Key = Key };
        return write with { IsJudged = IsJudged, IsGuarded = false, IsKept = IsJudged ? kept.Keeps(Resource) : null };
    }
}
