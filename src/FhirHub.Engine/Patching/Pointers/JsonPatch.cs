using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.Pointers;

/// <summary>Applies a JSON Patch, https://www.rfc-editor.org/rfc/rfc6902#section-4.</summary>
internal sealed class JsonPatch(IReadOnlyList<JsonPatchOperation> operations, PatchLimits limits) : ResourcePatch(limits)
{
    private protected override JsonNode? ApplyTo(JsonObject resource, CancellationToken cancellationToken) =>
        ApplyToValue(resource, cancellationToken);

    /// <summary>Applies to any JSON value, as the RFC defines it.</summary>
    internal JsonNode? ApplyToValue(JsonNode? document, CancellationToken cancellationToken = default)
    {
        var root = document;
        long copied = 0, measured = 0;
        foreach (var operation in operations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (operation.Op)
            {
                case "add":
                    CheckDepth(operation, operation.Value);
                    root = Add(root, operation, operation.Value?.DeepClone());
                    break;
                case "remove":
                    Remove(root, operation, operation.Path);
                    break;
                case "replace":
                    root = Replace(root, operation);
                    break;
                case "move":
                    root = Move(root, operation, ref measured);
                    break;
                case "copy":
                    var source = Find(root, operation, operation.From!);
                    copied += JsonValues.Size(source);
                    if (copied > Limits.MaxCopiedBytes)
                        throw TooMuchCopied(operation);
                    CheckDepth(operation, source);
                    root = Add(root, operation, source?.DeepClone());
                    break;
                default:
                    if (!JsonValues.Same(Find(root, operation, operation.Path), operation.Value))
                        throw operation.Fault("patch-test-failed", "the value there is not the one expected.");
                    break;
            }
        }

        return root;
    }

    private static JsonNode? Add(JsonNode? root, JsonPatchOperation operation, JsonNode? value)
    {
        var path = operation.Path;
        if (path.IsRoot)
            return value;
        if (!path.TryFindParent(root, out var parent))
            throw Missing(operation, path);
        switch (parent)
        {
            case JsonObject o:
                o[path.Last] = value;
                break;
            case JsonArray a when path.Last == JsonPointer.End:
                a.Add(value);
                break;
            case JsonArray a when JsonPointer.TryIndex(path.Last, out var index) && index <= a.Count:
                a.Insert(index, value);
                break;
            case JsonArray a:
                throw operation.Fault("patch-path-missing", $"\"{path.Shown}\" ends in neither \"-\" nor an index from 0 to {a.Count} of the array.");
            default:
                throw Missing(operation, path);
        }

        return root;
    }

    private JsonNode? Replace(JsonNode? root, JsonPatchOperation operation)
    {
        var path = operation.Path;
        Find(root, operation, path);
        CheckDepth(operation, operation.Value);
        var value = operation.Value?.DeepClone();
        if (path.IsRoot)
            return value;
        path.TryFindParent(root, out var parent);
        if (parent is JsonObject o)
            o[path.Last] = value;
        else if (parent is JsonArray a && JsonPointer.TryIndex(path.Last, out var index))
            a[index] = value;
        return root;
    }

    private JsonNode? Move(JsonNode? root, JsonPatchOperation operation, ref long measured)
    {
        var value = Find(root, operation, operation.From!);
        if (operation.From!.Text == operation.Path.Text)
            return root;
        if (operation.Path.Tokens.Count > operation.From.Tokens.Count)
        {
            // Unlike what is added or copied, what is moved can be most of the resource, again and again.
            measured += JsonValues.Size(value);
            if (measured > Limits.MaxSearchedBytes)
                throw operation.Fault("patch-too-costly", $"the operations move more than {Limits.MaxSearchedBytes} bytes to deeper places.");
            CheckDepth(operation, value);
        }

        Remove(root, operation, operation.From);
        return Add(root, operation, value);
    }

    private static void Remove(JsonNode? root, JsonPatchOperation operation, JsonPointer path)
    {
        if (path.IsRoot)
            throw operation.Fault("patch-not-a-resource", "the whole resource cannot be removed by a patch.");
        Find(root, operation, path);
        path.TryFindParent(root, out var parent);
        if (parent is JsonObject o)
            o.Remove(path.Last);
        else if (parent is JsonArray a && JsonPointer.TryIndex(path.Last, out var index))
            a.RemoveAt(index);
    }

    private static JsonNode? Find(JsonNode? root, JsonPatchOperation operation, JsonPointer path) =>
        path.TryFind(root, out var found) ? found : throw Missing(operation, path);

    // Trees are walked recursively, so nesting stays bounded at every step, not only in the result.
    private void CheckDepth(JsonPatchOperation operation, JsonNode? value)
    {
        if (operation.Path.Tokens.Count + JsonValues.Depth(value) > Limits.MaxDepth)
            throw operation.Fault("patch-too-deep", $"objects and arrays would be nested deeper than {Limits.MaxDepth} levels.");
    }

    private FhirException TooMuchCopied(JsonPatchOperation operation) => FhirException.TooLarge(
        "patch-too-large", $"Operation {operation.Index}: copying grows the resource by more than {Limits.MaxCopiedBytes} bytes.");

    private static FhirException Missing(JsonPatchOperation operation, JsonPointer path) =>
        operation.Fault("patch-path-missing", $"\"{path.Shown}\" does not exist in the resource.");
}
