using System.Text.Json.Nodes;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>FHIRPath Patch, https://hl7.org/fhir/R4/fhirpatch.html: operations in order, each on the result of the one before.</summary>
internal sealed class FhirPathPatch(IReadOnlyList<FhirPathOperation> operations, PatchLimits limits) : ResourcePatch(limits)
{
    private protected override JsonNode ApplyTo(JsonObject resource, CancellationToken cancellationToken)
    {
        PatchTarget? target = null;
        foreach (var operation in operations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                target ??= new PatchTarget(resource, Limits, cancellationToken);
                operation.Apply(target);
                target.Changed();
            }
            catch (PatchPathException e)
            {
                throw operation.Fault(e.Code, e.Message);
            }
        }

        return resource;
    }
}
