using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Resources;

/// <summary>If-Match and If-None-Match on writes: https://hl7.org/fhir/R4/http.html#concurrency.</summary>
/// <param name="Match">The resource must exist, at one of these versions; null for no such condition.</param>
/// <param name="NoneMatch">It must not exist at one of these; null for no such condition.</param>
public sealed record Preconditions(VersionCondition? Match, VersionCondition? NoneMatch)
{
    public static readonly Preconditions None = new(null, null);

    /// <exception cref="FhirException">Precondition failed.</exception>
    public void Check(ResourceKey key, StoredVersion? current)
    {
        bool exists = current is { Deleted: false };
        if (Match is not null && (!exists || !Match.Matches(current!.Version)))
        {
            throw FhirException.PreconditionFailed(
                "version-mismatch",
                exists ? $"If-Match does not hold: {key} is at version {current!.Version}." : $"If-Match does not hold: {key} does not exist.");
        }

        if (NoneMatch is not null && exists && NoneMatch.Matches(current!.Version))
            throw FhirException.PreconditionFailed("exists", $"If-None-Match does not hold: {key} is at version {current.Version}.");
    }
}
