using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching;

/// <summary>JSON Merge Patch, https://www.rfc-editor.org/rfc/rfc7396: members given replace, null removes, arrays are replaced whole.</summary>
internal sealed class MergePatch : ResourcePatch
{
    private readonly JsonObject _document;

    public MergePatch(JsonNode? document, PatchLimits limits)
        : base(limits)
    {
        _document = document as JsonObject
            ?? throw FhirException.Invalid("patch-document-invalid", "A JSON Merge Patch of a resource is a JSON object.");
    }

    /// <summary>The function <c>MergePatch(Target, Patch)</c> of section 2; changes the target in place where it can.</summary>
    internal static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
                continue;
            }

            result.TryGetPropertyValue(name, out var before);
            var after = Merge(before, change);
            if (!ReferenceEquals(before, after))
                result[name] = after;
        }

        return result;
    }

    private protected override JsonNode? ApplyTo(JsonObject resource, CancellationToken cancellationToken) => Merge(resource, _document);
}
