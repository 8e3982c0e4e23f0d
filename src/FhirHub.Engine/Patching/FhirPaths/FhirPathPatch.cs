using System.Text.Json.Nodes;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>FHIRPath Patch, https://hl7.org/fhir/R4/fhirpatch.html: operations in order, each on the result of the one before.</summary>
internal sealed class FhirPathPatch(IReadOnlyList<FhirPathOperation> operations, PatchLimits limits) : ResourcePatch(limits)
{
    private protected override JsonNode ApplyTo(JsonObject resource)
    {
        PatchTarget? target = null;
        foreach (var operation in operations)
        {
            try
            {
                target ??= new PatchTarget(resource, Limits);
                operation.Apply(target);
                target.Changed();
            }
            catch (PatchPathException e)
            {
                throw operation.Fault(e.Code, e.Message);
            }

            if (JsonValues.Depth(resource) > Limits.MaxDepth)
                throw operation.Fault("patch-too-deep", $"objects and arrays would be nested deeper than {Limits.MaxDepth} levels.");
        }

        return resource;
    }
}
