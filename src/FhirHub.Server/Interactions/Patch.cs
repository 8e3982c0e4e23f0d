using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#patch by JSON Patch, JSON Merge Patch or FHIRPath Patch, as the Content-Type says.</summary>
internal sealed class Patch(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var preconditions = PreconditionHeaders.Of(request);
        var patch = await ReadPatchAsync(request, cancellationToken);
        var result = await store.WriteAsync(request.Caller, key, DecideAsync, cancellationToken);
        return WriteAnswer.Of(request, result);

        async ValueTask<ResourceChange?> DecideAsync(StoredVersion? current, CancellationToken token)
        {
            preconditions.Check(key, current);
            byte[] patched = patch.Apply(await Read.Existing(key, current).Json!.LoadAsync(token), token);
            var read = FhirJsonReader.Read(patched, request.Options.ReadLimits);
            return read.Resource is { } resource
                ? ResourceChange.Write("PATCH", resource)
                : throw new FhirException(FaultKind.Unprocessable, [.. read.Issues.Select(Explain)]);
        }
    }

    private static Issue Explain(Issue issue) => issue with { Diagnostics = $"After the patch: {issue.Diagnostics}", Line = null, Column = null };

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
