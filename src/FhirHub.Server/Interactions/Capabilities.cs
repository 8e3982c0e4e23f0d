using FhirHub.Engine.Errors;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#capabilities</summary>
internal sealed class Capabilities(CapabilityStatement statement)
{
    public Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var json = request.Parameter("mode") switch
        {
            null or "full" => statement.Full(request.BaseUrl),
            "terminology" => statement.Terminology(request.BaseUrl),
            "normative" => throw FhirException.NotSupported("mode-unsupported", "mode=normative is not supported; use full or terminology."),
            string other => throw FhirException.Invalid("parameter-invalid", $"mode '{other}' is not defined; use full, normative or terminology."),
        };
        return Task.FromResult(new FhirResponse(StatusCodes.Status200OK) { Content = new FhirContent.Made(json) });
    }
}
