using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Reads the value of an operation: a <c>value[x]</c>, a list of parts or a resource.</summary>
internal sealed class PatchValueReader(List<Issue> issues)
{
    private const string Prefix = "value";

    /// <returns>Null after a fault has been reported.</returns>
    public PatchValue? Read(JsonObject part, string location)
    {
        var types = part.Select(m => m.Key.TrimStart('_')).Where(IsTypedValue).Distinct().ToList();
        return (types, part["part"], part["resource"]) switch
        {
            ([var member], null, null) => new PatchValue.Typed(member[Prefix.Length..], part[member], part["_" + member]),
            ([], JsonArray parts, null) => ReadParts(parts, location),
            ([], null, JsonObject resource) => new PatchValue.OfResource(resource),
            _ => Fault(location, "The value is one value[x], or a list of parts, or a resource."),
        };
    }

    private PatchValue.Parts? ReadParts(JsonArray parts, string location)
    {
        var before = issues.Count;
        var items = new List<(string, PatchValue)>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i]!.AsObject();
            if (Read(part, $"{location}.part[{i}]") is { } value)
                items.Add((part["name"]?.GetValue<string>() ?? "", value));
        }

        return issues.Count == before ? new PatchValue.Parts(items) : null;
    }

    private static bool IsTypedValue(string member) =>
        member.Length > Prefix.Length && member.StartsWith(Prefix, StringComparison.Ordinal) && char.IsAsciiLetterUpper(member[Prefix.Length]);

    private PatchValue? Fault(string location, string message)
    {
        issues.Add(Issue.Error("invalid", "patch-document-invalid", message, location));
        return null;
    }
}
