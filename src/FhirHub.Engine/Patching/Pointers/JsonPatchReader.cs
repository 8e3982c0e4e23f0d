using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.Pointers;

/// <summary>Reads a JSON Patch document, https://www.rfc-editor.org/rfc/rfc6902#section-3, collecting every fault.</summary>
internal sealed class JsonPatchReader
{
    private readonly List<Issue> _issues = [];

    public static IReadOnlyList<JsonPatchOperation> Read(JsonNode? document)
    {
        if (document is not JsonArray items)
            throw FhirException.Invalid("patch-document-invalid", "A JSON Patch is a JSON array of operations.");
        var reader = new JsonPatchReader();
        var operations = items.Select(reader.ReadOperation).ToList();
        return reader._issues.Count == 0 ? operations.ConvertAll(o => o!) : throw FhirException.Invalid(reader._issues);
    }

    // Members the operation does not define are ignored: section 4 demands it.
    private JsonPatchOperation? ReadOperation(JsonNode? item, int index)
    {
        if (item is not JsonObject members)
            return Fault(index, "is no JSON object.");
        if (Text(members, "op") is not { } op)
            return Fault(index, "needs a string \"op\".");
        if (op is not ("add" or "remove" or "replace" or "move" or "copy" or "test"))
            return Fault(index, $"has an unknown \"op\"; it is one of add, remove, replace, move, copy, test.");
        if (Pointer(members, "path") is not { } path)
            return Fault(index, $"({op}) needs \"path\", a JSON Pointer such as \"/name/0/family\".");
        JsonPointer? from = null;
        if (op is "move" or "copy" && (from = Pointer(members, "from")) is null)
            return Fault(index, $"({op} at \"{path.Shown}\") needs \"from\", a JSON Pointer.");
        if (op is "move" && path.IsInside(from!))
            return Fault(index, $"(move at \"{path.Shown}\") would move a value into itself.");
        if (op is "add" or "replace" or "test" && !members.ContainsKey("value"))
            return Fault(index, $"({op} at \"{path.Shown}\") needs \"value\".");
        return new JsonPatchOperation { Index = index, Op = op, Path = path, From = from, Value = members["value"] };
    }

    private JsonPatchOperation? Fault(int index, string message)
    {
        _issues.Add(Issue.Error("invalid", "patch-document-invalid", $"Operation {index} {message}"));
        return null;
    }

    private static string? Text(JsonObject members, string name) =>
        members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonPointer? Pointer(JsonObject members, string name) =>
        Text(members, name) is { } text ? JsonPointer.TryParse(text) : null;
}
