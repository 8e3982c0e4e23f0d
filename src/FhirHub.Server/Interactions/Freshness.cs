using FhirHub.Engine.Resources;
using FhirHub.Server.Http;
using Microsoft.Net.Http.Headers;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#cread: If-None-Match goes before If-Modified-Since.</summary>
internal static class Freshness
{
    public static bool IsFresh(IHeaderDictionary headers, StoredVersion version)
    {
        if (VersionTag.Parse(headers, "If-None-Match") is { } known)
            return known.Matches(version.Version);
        // HTTP dates have whole seconds.
        return HeaderUtilities.TryParseDate(headers.IfModifiedSince.ToString(), out var since)
            && version.LastUpdated.Ticks / TimeSpan.TicksPerSecond <= since.UtcTicks / TimeSpan.TicksPerSecond;
    }
}
