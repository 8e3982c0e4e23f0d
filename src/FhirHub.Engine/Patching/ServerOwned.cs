using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching;

/// <summary>The members of a resource that no client changes: https://hl7.org/fhir/R4/http.html#patch and resource.html#Meta.</summary>
internal sealed record ServerOwned(JsonNode? Type, JsonNode? Id, JsonNode? VersionId, JsonNode? LastUpdated)
{
    public static ServerOwned Of(JsonObject stored)
    {
        var meta = stored["meta"] as JsonObject;
        return new ServerOwned(
            stored["resourceType"]?.DeepClone(),
            stored["id"]?.DeepClone(),
            meta?["versionId"]?.DeepClone(),
            meta?["lastUpdated"]?.DeepClone());
    }

    /// <summary>Refuses a changed identity and puts back the version and its time.</summary>
    public void Keep(JsonObject patched)
    {
        if (!JsonValues.Same(Type, patched["resourceType"]))
            throw FhirException.Unprocessable("business-rule", "patch-type-changed", "A patch may not change the type of a resource.", "Resource");
        if (!JsonValues.Same(Id, patched["id"]))
            throw FhirException.Unprocessable("business-rule", "patch-id-changed", "A patch may not change the id of a resource.", "Resource.id");
        if (patched["meta"] is null && (VersionId ?? LastUpdated) is not null)
            patched["meta"] = new JsonObject();
        if (patched["meta"] is not JsonObject meta)
            return; // Not an object: reading the result reports it.
        Restore(meta, "versionId", VersionId);
        Restore(meta, "lastUpdated", LastUpdated);
    }

    private static void Restore(JsonObject meta, string name, JsonNode? stored)
    {
        if (stored is null)
            meta.Remove(name);
        else
            meta[name] = stored.DeepClone();
    }
}
