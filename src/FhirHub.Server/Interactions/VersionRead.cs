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
        // Version ids are compared as text: "01" is not "1".
        var version = long.TryParse(request.VersionId, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && !request.VersionId.StartsWith('0')
            ? await store.ReadVersionAsync(request.Caller, key, number, cancellationToken)
            : null;
        return Read.Answer(request, version ?? throw FhirException.NotFound("not-found", $"{key} has no version '{request.VersionId}'."));
    }
}
