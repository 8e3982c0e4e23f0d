using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirHub.Definitions.Packs;

/// <summary>The file <c>.index.json</c>: what a tool must know of each resource without opening it.</summary>
internal static class PackageIndex
{
    private static readonly string[] Members = ["resourceType", "id", "url", "version", "kind", "type"];

    public static byte[] Of(string folder)
    {
        var files = new JsonArray();
        foreach (var file in Directory.EnumerateFiles(folder, "*-*.json").Order(StringComparer.Ordinal))
        {
            var resource = JsonNode.Parse(File.ReadAllBytes(file))!.AsObject();
            var entry = new JsonObject { ["filename"] = Path.GetFileName(file) };
            // 'type' is a text in a StructureDefinition, true or false in an OperationDefinition.
            foreach (var member in Members)
                if (resource[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
                    entry[member] = value.DeepClone();
            files.Add(entry);
        }
        return PackageJson.Bytes(new JsonObject { ["index-version"] = 1, ["files"] = files });
    }
}
