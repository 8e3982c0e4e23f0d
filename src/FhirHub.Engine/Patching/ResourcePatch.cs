using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching.FhirPaths;
using FhirHub.Engine.Patching.Pointers;

namespace FhirHub.Engine.Patching;

/// <summary>
/// A change to a resource, read from the body of a PATCH: https://hl7.org/fhir/R4/http.html#patch.
/// Can be applied any number of times (a retried transaction applies it to a newer version), by one thread at a time.
/// </summary>
public abstract class ResourcePatch
{
    private protected ResourcePatch(PatchLimits limits) => Limits = limits;

    private protected PatchLimits Limits { get; }

    /// <summary>Reads a patch document.</summary>
    /// <param name="format">What the media type of the body announced.</param>
    /// <param name="body">
    /// The body as UTF-8 JSON, a byte order mark allowed. A FHIRPath Patch sent as XML is converted first; its structure is checked here.
    /// </param>
    /// <param name="limits">Bounds on the body and on what it does; <see cref="PatchLimits.Default"/> when null.</param>
    /// <exception cref="FhirException">400 with every fault found in the document; 413 when it is larger than the limits allow.</exception>
    public static ResourcePatch Parse(PatchFormat format, ReadOnlyMemory<byte> body, PatchLimits? limits = null)
    {
        limits ??= PatchLimits.Default;
        var document = PatchBody.Read(format, body, limits);
        return format switch
        {
            PatchFormat.JsonPatch => new JsonPatch(JsonPatchReader.Read(document), limits),
            PatchFormat.MergePatch => new MergePatch(document, limits),
            PatchFormat.FhirPathPatch => new FhirPathPatch(FhirPathPatchReader.Read((JsonObject)document!), limits),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
    }

    /// <summary>Applies the patch to a stored resource.</summary>
    /// <param name="resourceJson">The stored resource, UTF-8 JSON.</param>
    /// <param name="cancellationToken">Looked at before each operation and while the path of one is searched.</param>
    /// <returns>The changed resource as compact UTF-8 JSON; not yet validated.</returns>
    /// <exception cref="FhirException">422 naming the operation that does not fit this resource.</exception>
    public byte[] Apply(ReadOnlyMemory<byte> resourceJson, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stored = (JsonObject)PatchJson.Read(resourceJson.Span, Limits.MaxDepth)!;
        var serverOwned = ServerOwned.Of(stored);
        var changed = ApplyTo(stored, cancellationToken);
        if (changed is not JsonObject resource)
            throw FhirException.Unprocessable("processing", "patch-not-a-resource", "The patch leaves no JSON object, so no resource.");
        serverOwned.Keep(resource);
        return PatchJson.Write(resource);
    }

    /// <summary>Changes the resource in place, or returns what takes its place.</summary>
    private protected abstract JsonNode? ApplyTo(JsonObject resource, CancellationToken cancellationToken);
}
