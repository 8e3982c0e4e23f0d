using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/http.html#patch by JSON Patch, JSON Merge Patch or FHIRPath Patch, as the Content-Type says, of a resource or of
/// what matches.
/// </summary>
internal sealed class Patch(ResourceWrites writes, Conditions conditions)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var preconditions = PreconditionHeaders.Of(request);
        var patch = await ReadPatchAsync(request, cancellationToken);
        var write = PlannedWrites.Patch(key, patch, preconditions, request.Options.ReadLimits);
        return await writes.RunAsync(request, write, result => WriteAnswer.Of(request, result.Write), cancellationToken);
    }

    public async Task<FhirResponse> HandleConditionalAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var criteria = await conditions.OfUrlAsync(request, cancellationToken);
        var preconditions = PreconditionHeaders.Of(request);
        var patch = await ReadPatchAsync(request, cancellationToken);
        var write = PlannedWrites.Patch(criteria, patch, preconditions, request.Options.ReadLimits);
        return await writes.RunAsync(request, write, result => WriteAnswer.Of(request, result.Write), cancellationToken);
    }

    private static async Task<ResourcePatch> ReadPatchAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var mediaType = RequestBody.MediaType(request).MediaType.Value!;
        var limits = new PatchLimits { MaxDepth = request.Options.MaxDepth };
        return mediaType.ToLowerInvariant() switch
        {
            "application/json-patch+json" =>
                ResourcePatch.Parse(PatchFormat.JsonPatch, await RequestBody.ReadPlainJsonAsync(request, cancellationToken), limits),
            "application/merge-patch+json" =>
                ResourcePatch.Parse(PatchFormat.MergePatch, await RequestBody.ReadPlainJsonAsync(request, cancellationToken), limits),
            string other when FhirMediaType.Find(other) is not null =>
                ResourcePatch.Parse(PatchFormat.FhirPathPatch, await RequestBody.ReadJsonAsync(request, cancellationToken), limits),
            _ => throw FhirException.UnsupportedMediaType(
                "media-type-unsupported",
                $"A patch cannot be '{mediaType}'. Send application/json-patch+json, application/merge-patch+json, or a Parameters resource as application/fhir+json or application/fhir+xml."),
        };
    }
}
