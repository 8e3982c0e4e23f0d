namespace FhirHub.Engine.Patching;

/// <summary>The three ways to say a change, https://hl7.org/fhir/R4/http.html#patch.</summary>
public enum PatchFormat
{
    /// <summary><c>application/json-patch+json</c>, https://www.rfc-editor.org/rfc/rfc6902.</summary>
    JsonPatch,

    /// <summary><c>application/merge-patch+json</c>, https://www.rfc-editor.org/rfc/rfc7396.</summary>
    MergePatch,

    /// <summary>A Parameters resource, https://hl7.org/fhir/R4/fhirpatch.html.</summary>
    FhirPathPatch,
}
