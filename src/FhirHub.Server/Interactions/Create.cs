using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#create: an id in the body is ignored, as the specification asks.</summary>
internal sealed class Create(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        PreconditionHeaders.CheckCreate(request);
        var resource = BinaryContent.IsRaw(request)
            ? await BinaryContent.ReadAsync(request, id: null, cancellationToken)
            : await RequestBody.ReadResourceAsync(request, request.Type, cancellationToken);
        var result = await store.CreateAsync(request.Caller, resource, cancellationToken);
        return WriteAnswer.Of(request, result);
    }
}
