using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#vread</summary>
internal sealed class VersionRead(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken) =>
        Read.Answer(request, await FindAsync(store, request, cancellationToken));

    /// <summary>The version in the path, or the current one where it names none.</summary>
    /// <exception cref="FhirException">Not found: there is none. Gone: it is a deletion.</exception>
    public static async Task<StoredVersion> FindAsync(ResourceStore store, FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        if (request.VersionId is not { } text)
            return StoredVersion.Existing(key, await store.ReadAsync(request.Caller, request.Session, key, cancellationToken));
        // Version ids are compared as text: "01" is not "1".
        bool wellFormed = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && !text.StartsWith('0');
        var version = wellFormed ? await store.ReadVersionAsync(request.Caller, request.Session, key, number, cancellationToken) : null;
        return version is null ? throw FhirException.NotFound("not-found", $"{key} has no version '{text}'.") : StoredVersion.Existing(key, version);
    }
}
