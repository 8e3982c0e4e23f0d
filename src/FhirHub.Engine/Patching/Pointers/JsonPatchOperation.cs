using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.Pointers;

/// <summary>One operation of a JSON Patch.</summary>
internal sealed record JsonPatchOperation
{
    /// <summary>Position in the document, from 0.</summary>
    public required int Index { get; init; }

    /// <summary><c>add</c>, <c>remove</c>, <c>replace</c>, <c>move</c>, <c>copy</c> or <c>test</c>.</summary>
    public required string Op { get; init; }

    public required JsonPointer Path { get; init; }

    /// <summary>Where <c>move</c> and <c>copy</c> take the value from; null otherwise.</summary>
    public JsonPointer? From { get; init; }

    /// <summary>The value of <c>add</c>, <c>replace</c> and <c>test</c>.</summary>
    public JsonNode? Value { get; init; }

    public FhirException Fault(string code, string message) =>
        FhirException.Unprocessable("processing", code, $"Operation {Index} ({Op} at \"{Path.Shown}\"): {message}");
}
