using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Reads the Parameters resource of a FHIRPath Patch, collecting every fault: https://hl7.org/fhir/R4/fhirpatch.html.</summary>
internal sealed class FhirPathPatchReader
{
    private readonly List<Issue> _issues = [];

    public static IReadOnlyList<FhirPathOperation> Read(JsonNode? document, PatchLimits limits)
    {
        if (document is not JsonObject parameters || !JsonValues.Same(parameters["resourceType"], "Parameters"))
            throw FhirException.Invalid("patch-document-invalid", "A FHIRPath Patch is a Parameters resource.");
        limits.CheckOperations((parameters["parameter"] as JsonArray)?.Count ?? 0);
        var reader = new FhirPathPatchReader();
        var operations = parameters["parameter"] switch
        {
            null => [],
            JsonArray array => array.Select(reader.ReadOperation).ToList(),
            _ => throw FhirException.Invalid("patch-document-invalid", "\"parameter\" is an array.", "Parameters.parameter"),
        };
        return reader._issues.Count == 0 ? operations.ConvertAll(o => o!) : throw FhirException.Invalid(reader._issues);
    }

    private FhirPathOperation? ReadOperation(JsonNode? parameter, int index)
    {
        var before = _issues.Count;
        var location = $"Parameters.parameter[{index}]";
        var arguments = new OperationArguments(parameter, location, _issues);
        if (arguments.Path is not { } path || _issues.Count > before)
            return null;
        FhirPathOperation? operation = arguments.Type switch
        {
            "add" when arguments is { Name: { } child, Value: { } value } =>
                new AddOperation { Index = index, Path = path, Child = child, Value = value },
            "insert" when arguments is { Index: { } position, Value: { } value } =>
                new InsertOperation { Index = index, Path = path, Position = position, Value = value },
            "delete" => new DeleteOperation { Index = index, Path = path },
            "replace" when arguments.Value is { } value => new ReplaceOperation { Index = index, Path = path, Value = value },
            "move" when arguments is { Source: { } source, Destination: { } destination } =>
                new MoveOperation { Index = index, Path = path, Source = source, Destination = destination },
            _ => null,
        };
        return operation;
    }
}
