using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>If-Match and If-None-Match on writes: https://hl7.org/fhir/R4/http.html#concurrency.</summary>
internal sealed record Preconditions(VersionCondition? Match, VersionCondition? NoneMatch)
{
    /// <exception cref="FhirException">Invalid: a header that cannot be read.</exception>
    public static Preconditions Of(FhirRequest request) =>
        new(VersionTag.Parse(request.Headers, "If-Match"), VersionTag.Parse(request.Headers, "If-None-Match"));

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

    /// <exception cref="FhirException">Not supported: the request asks for a conditional create. Precondition failed: it asks for a version of what is yet to be made.</exception>
    public static void CheckCreate(FhirRequest request)
    {
        if (VersionTag.Parse(request.Headers, "If-Match") is not null)
            throw FhirException.PreconditionFailed("version-mismatch", "If-Match does not hold: what a POST creates does not exist before.");
        if (request.Headers.ContainsKey("If-None-Exist"))
            throw FhirException.NotSupported("conditional-create", "Conditional create (If-None-Exist) is not offered by this version. Nothing was created.");
    }
}
