using System.Text.Json.Nodes;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>The value of an operation as the Parameters resource gives it.</summary>
internal abstract record PatchValue
{
    private PatchValue()
    {
    }

    /// <summary>A <c>value[x]</c>: <paramref name="Type"/> is what follows <c>value</c>, for example <c>CodeableConcept</c>.</summary>
    internal sealed record Typed(string Type, JsonNode? Value, JsonNode? Sibling) : PatchValue;

    /// <summary>A value of a type without a name, built from parts.</summary>
    internal sealed record Parts(IReadOnlyList<(string Name, PatchValue Value)> Items) : PatchValue;

    /// <summary>A whole resource, for <c>contained</c> and the entries of a Bundle.</summary>
    internal sealed record OfResource(JsonObject Json) : PatchValue;
}
