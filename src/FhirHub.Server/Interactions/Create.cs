using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/http.html#create: an id in the body is ignored, as the specification asks. With If-None-Exist
/// (https://hl7.org/fhir/R4/http.html#ccreate) only where nothing matches.
/// </summary>
internal sealed class Create(ResourceWrites writes, Conditions conditions)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        PreconditionHeaders.CheckCreate(request);
        var criteria = await conditions.OfHeaderAsync(request, cancellationToken);
        var resource = BinaryContent.IsRaw(request)
            ? await BinaryContent.ReadAsync(request, id: null, cancellationToken)
            : await RequestBody.ReadResourceAsync(request, request.Type, cancellationToken);
        return await writes.RunAsync(
            request, PlannedWrites.Create(resource, criteria), result => WriteAnswer.Of(request, result.Write), cancellationToken);
    }
}
