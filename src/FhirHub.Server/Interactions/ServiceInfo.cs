using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>GET of the service root: what this is, and where to go on.</summary>
internal static class ServiceInfo
{
    public static Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken) => Task.FromResult(
        new FhirResponse(StatusCodes.Status200OK)
        {
            Content = WriteAnswer.Outcome(
                "service-root",
                $"This is {CapabilityStatement.SoftwareName} {CapabilityStatement.SoftwareVersion}, an HL7 FHIR R4 (4.0.1) server at {request.BaseUrl}. "
                + $"What it offers: GET {request.BaseUrl}/metadata. A resource: GET {request.BaseUrl}/Patient/[id]. All changes: GET {request.BaseUrl}/_history."),
        });
}
