using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>If-Match and If-None-Match on writes: https://hl7.org/fhir/R4/http.html#concurrency.</summary>
internal static class PreconditionHeaders
{
    /// <exception cref="FhirException">Invalid: a header that cannot be read.</exception>
    public static Preconditions Of(FhirRequest request) =>
        new(VersionTag.Parse(request.Headers, "If-Match"), VersionTag.Parse(request.Headers, "If-None-Match"));

    /// <exception cref="FhirException">Precondition failed: it asks for a version of what is yet to be made.</exception>
    public static void CheckCreate(FhirRequest request)
    {
        if (VersionTag.Parse(request.Headers, "If-Match") is not null)
            throw FhirException.PreconditionFailed("version-mismatch", "If-Match does not hold: what a POST creates does not exist before.");
    }
}
