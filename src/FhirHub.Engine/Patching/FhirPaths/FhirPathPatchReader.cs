using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>
/// Reads the Parameters resource of a FHIRPath Patch, whose base structure has been checked, collecting every fault:
/// https://hl7.org/fhir/R4/fhirpatch.html.
/// </summary>
internal sealed class FhirPathPatchReader
{
    private readonly List<Issue> _issues = [];

    public static IReadOnlyList<FhirPathOperation> Read(JsonObject parameters)
    {
        var reader = new FhirPathPatchReader();
        var operations = (parameters["parameter"] as JsonArray ?? []).Select((p, i) => reader.ReadOperation(p!.AsObject(), i)).ToList();
        return reader._issues.Count == 0 ? operations.ConvertAll(o => o!) : throw FhirException.Invalid(reader._issues);
    }

    private FhirPathOperation? ReadOperation(JsonObject parameter, int index)
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
