using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#read, and HEAD.</summary>
internal sealed class Read(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var version = await store.ReadAsync(request.Caller, key, cancellationToken)
            ?? throw FhirException.NotFound("not-found", $"{key} does not exist.");
        return Answer(request, version);
    }

    /// <summary>The version, or 304 where the client has it already.</summary>
    /// <exception cref="FhirException">Gone: the version is a deletion.</exception>
    public static FhirResponse Answer(FhirRequest request, StoredVersion version)
    {
        if (version.Deleted)
            throw FhirException.Gone($"{version.Key} was deleted with version {version.Version}.");
        if (request.View.CountOnly)
            throw FhirException.Invalid("summary-count", "_summary=count is for searches and histories; a read has one resource.");
        request.View.CheckElements(version.Key.Type);
        return Freshness.IsFresh(request.Headers, version)
            ? new FhirResponse(StatusCodes.Status304NotModified) { Version = version }
            : new FhirResponse(StatusCodes.Status200OK) { Version = version, Content = new FhirContent.Stored(version.Json!) };
    }
}
