using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>The parts of one <c>operation</c> parameter. Every part must be known, given once and meant for the type of the operation.</summary>
internal sealed class OperationArguments
{
    private static readonly Dictionary<string, string[]> PartsOfType = new()
    {
        ["add"] = ["type", "path", "name", "value"],
        ["insert"] = ["type", "path", "index", "value"],
        ["delete"] = ["type", "path"],
        ["replace"] = ["type", "path", "value"],
        ["move"] = ["type", "path", "source", "destination"],
    };

    private readonly List<Issue> _issues;
    private readonly string _location;
    private readonly Dictionary<string, (JsonObject Part, string Location)> _parts = [];

    public OperationArguments(JsonObject operation, string location, List<Issue> issues)
    {
        (_issues, _location) = (issues, location);
        if (!JsonValues.Same(operation["name"], "operation"))
        {
            Fault(location, "A parameter of a FHIRPath Patch has the name \"operation\".");
            return;
        }

        if (HasValue(operation) || operation.ContainsKey("resource"))
            Fault(location, "An operation has parts, and neither a value nor a resource beside them.");
        CheckModifiers(operation, location);
        ReadParts(operation["part"]);
        Type = Text("type", "valueCode", "valueString");
        Path = Text("path", "valueString") is { } path ? ParsePath(path) : null;
        if (Type is null || !CheckParts(Type))
            return;
        Name = Text("name", "valueString");
        Index = Integer("index");
        Source = Integer("source");
        Destination = Integer("destination");
        if (_parts.TryGetValue("value", out var value))
            Value = new PatchValueReader(issues).Read(value.Part, value.Location);
    }

    public string? Type { get; }

    public PatchPath? Path { get; }

    public string? Name { get; }

    public int? Index { get; }

    public int? Source { get; }

    public int? Destination { get; }

    public PatchValue? Value { get; }

    private void ReadParts(JsonNode? parts)
    {
        if (parts is not JsonArray array)
        {
            Fault(_location + ".part", "An operation has an array of parts: type, path and what the type needs.");
            return;
        }

        for (var i = 0; i < array.Count; i++)
        {
            var location = $"{_location}.part[{i}]";
            var part = array[i]!.AsObject();
            var name = NameOf(part);
            CheckModifiers(part, location);
            if (!_parts.TryAdd(name, (part, location)))
                Fault(location, "A part of this name is given already.");
            else if (name != "value" && (part.ContainsKey("part") || part.ContainsKey("resource")))
                Fault(location, $"The part \"{name}\" has a value[x], and neither parts nor a resource.");
        }
    }

    private static string NameOf(JsonObject part) => part["name"]?.GetValue<string>() ?? "";

    private static bool HasValue(JsonObject part) =>
        part.Any(m => m.Key.TrimStart('_').StartsWith("value", StringComparison.Ordinal));

    // https://hl7.org/fhir/R4/extensibility.html#modifierExtension: not to be passed over.
    private void CheckModifiers(JsonObject part, string location)
    {
        if (part.ContainsKey("modifierExtension"))
            Fault(location + ".modifierExtension", "No modifier extension of a patch is known here.");
    }

    private bool CheckParts(string type)
    {
        if (!PartsOfType.TryGetValue(type, out var wanted))
        {
            Fault(_parts["type"].Location, $"The type is unknown; it is one of {string.Join(", ", PartsOfType.Keys)}.");
            return false;
        }

        foreach (var name in wanted.Where(name => !_parts.ContainsKey(name)))
            Fault(_location, $"An operation of the type {type} needs the part \"{name}\".");
        foreach (var (name, part) in _parts.Where(p => !wanted.Contains(p.Key)))
            Fault(part.Location, $"An operation of the type {type} has no such part; its parts are {string.Join(", ", wanted)}.");
        return true;
    }

    private PatchPath? ParsePath(string text)
    {
        try
        {
            return PatchPath.Parse(text);
        }
        catch (FormatException e)
        {
            Fault(_parts["path"].Location, $"The path is no FHIRPath: {e.Message}");
            return null;
        }
        catch (PatchPathException e)
        {
            _issues.Add(Issue.Error("not-supported", e.Code, e.Message, _parts["path"].Location));
            return null;
        }
    }

    private string? Text(string name, params string[] members)
    {
        if (!_parts.TryGetValue(name, out var part))
            return Missing(name);
        foreach (var member in members)
        {
            if (part.Part[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
                return value.GetValue<string>();
        }

        Fault(part.Location, $"The part \"{name}\" needs a {members[0]}.");
        return null;
    }

    private int? Integer(string name)
    {
        if (!_parts.TryGetValue(name, out var part))
            return null;
        if (part.Part["valueInteger"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number))
            return number;
        Fault(part.Location, $"The part \"{name}\" needs a valueInteger.");
        return null;
    }

    // The parts that a known type needs are reported by CheckParts.
    private string? Missing(string name)
    {
        if (name == "type" || !_parts.ContainsKey("type"))
            Fault(_location, $"An operation needs the part \"{name}\".");
        return null;
    }

    private void Fault(string location, string message) =>
        _issues.Add(Issue.Error("invalid", "patch-document-invalid", message, location));
}
