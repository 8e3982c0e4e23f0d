using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#read, and HEAD.</summary>
internal sealed class Read(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        return Answer(request, StoredVersion.Existing(key, await store.ReadAsync(request.Caller, request.Session, key, cancellationToken)));
    }

    /// <summary>The version, or 304 where the client has it already.</summary>
    public static FhirResponse Answer(FhirRequest request, StoredVersion version) => Freshness.IsFresh(request.Headers, version)
        ? new FhirResponse(StatusCodes.Status304NotModified) { Version = version }
        : new FhirResponse(StatusCodes.Status200OK) { Version = version, Content = new FhirContent.Stored(version.Json!) };
}
