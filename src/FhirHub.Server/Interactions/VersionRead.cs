using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#vread</summary>
internal sealed class VersionRead(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var version = long.TryParse(request.VersionId, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? await store.ReadVersionAsync(request.Caller, key, number, cancellationToken)
            : null;
        return Read.Answer(request, version ?? throw FhirException.NotFound("not-found", $"{key} has no version '{request.VersionId}'."));
    }
}
