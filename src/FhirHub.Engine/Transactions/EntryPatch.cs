using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// The patch in an entry, https://hl7.org/fhir/R4/http.html#patch: a Parameters resource is a FHIRPath Patch; a Binary holds a JSON Patch
/// or a JSON Merge Patch, as its contentType says.
/// </summary>
internal static class EntryPatch
{
    /// <summary>The patch, what it is, and its JSON.</summary>
    /// <exception cref="FhirException">Invalid: neither, or the patch is malformed.</exception>
    public static (ResourcePatch Patch, PatchFormat Format, ReadOnlyMemory<byte> Json) Read(BundleBody body, RawEntry entry, PlanSettings settings)
    {
        var read = body.Read(entry, settings.ReadLimits);
        if (read.Resource is not { } resource)
            throw FhirException.Invalid(read.Issues);
        try
        {
            var (format, json) = resource.Type switch
            {
                "Parameters" => (PatchFormat.FhirPathPatch, entry.Resource),
                "Binary" => OfBinary(entry, settings),
                _ => throw FhirException.Invalid("patch-resource", $"A {resource.Type} is no patch. Send Parameters (FHIRPath Patch) or a Binary that holds a JSON Patch.", resource.Type),
            };
            return (ResourcePatch.Parse(format, json, settings.PatchLimits), format, json);
        }
        catch (FhirException e)
        {
            throw EntryFault.In(entry.Path, e, ".resource");
        }
    }

    private static (PatchFormat Format, ReadOnlyMemory<byte> Json) OfBinary(RawEntry entry, PlanSettings settings)
    {
        using var binary = JsonDocument.Parse(entry.Resource, new JsonDocumentOptions { MaxDepth = settings.ReadLimits.MaxDepth });
        if (!binary.RootElement.TryGetProperty("contentType", out var given))
            throw FhirException.Invalid("content-type-missing", "The Binary does not say what its data is.", "Binary.contentType");
        string contentType = given.GetString()!.Split(';')[0].Trim().ToLowerInvariant();
        var format = contentType switch
        {
            "application/json-patch+json" => PatchFormat.JsonPatch,
            "application/merge-patch+json" => PatchFormat.MergePatch,
            _ => throw FhirException.Invalid(
                "media-type-unsupported", $"A patch cannot be '{contentType}'. In a Binary it is application/json-patch+json or application/merge-patch+json.", "Binary.contentType"),
        };
        return binary.RootElement.TryGetProperty("data", out var data) && data.TryGetBytesFromBase64(out byte[]? patch)
            ? (format, patch)
            : throw FhirException.Invalid("patch-missing", "The Binary holds no data.", "Binary.data");
    }
}
