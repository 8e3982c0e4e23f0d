using System.Text.Json.Nodes;
using FhirHub.Definitions.Packs;
using FhirHub.Engine.Packs;

namespace FhirHub.Cli.Packing;

/// <summary>Writes a pack that was read in any layout in that of npm.</summary>
internal static class JsonPackage
{
    /// <returns>The path of the archive.</returns>
    public static string Write(Pack pack, string target)
    {
        string name = pack.Name[(pack.Name.LastIndexOf('.') + 1)..];
        string package = Path.Combine(target, "packs", name, "package");
        if (Directory.Exists(package))
            Directory.Delete(package, recursive: true);
        string examples = Path.Combine(package, "example"), other = Path.Combine(package, "other");
        Directory.CreateDirectory(examples);
        foreach (var definition in pack.Definitions)
            WriteFile(package, $"{definition.Type}-{definition.Id}.json", definition.Json);
        foreach (var example in pack.Examples)
            WriteFile(examples, $"{example.Type}-{example.Id}.json", example.Json);
        if (pack.Policy is { } policy)
        {
            Directory.CreateDirectory(other);
            File.WriteAllText(Path.Combine(other, "policy.json"), policy);
        }

        File.WriteAllBytes(Path.Combine(package, "package.json"), PackageJson.Bytes(ManifestOf(pack.Manifest)));
        File.WriteAllBytes(Path.Combine(package, ".index.json"), PackageIndex.Of(package));
        File.WriteAllBytes(Path.Combine(examples, ".index.json"), PackageIndex.Of(examples));
        string archive = Path.Combine(target, "packs", name + ".tgz");
        PackageArchive.Write(package, archive);
        return archive;
    }

    private static void WriteFile(string folder, string name, ReadOnlyMemory<byte> json)
    {
        string path = Path.Combine(folder, name);
        if (File.Exists(path))
            throw new PackException(path, "Two resources have the same type and id.");
        File.WriteAllBytes(path, json.Span);
    }

    private static JsonObject ManifestOf(PackManifest manifest)
    {
        var dependencies = new JsonObject();
        foreach (var (name, version) in manifest.Dependencies)
            dependencies[name] = version;
        dependencies.TryAdd("hl7.fhir.r4.core", "4.0.1");
        var json = new JsonObject { ["name"] = manifest.Name, ["version"] = manifest.Version, ["type"] = "fhir.ig" };
        foreach (var (member, value) in new[] { ("canonical", manifest.Canonical), ("title", manifest.Title), ("description", manifest.Description) })
        {
            if (value is not null)
                json[member] = value;
        }

        json["fhirVersions"] = new JsonArray("4.0.1");
        json["dependencies"] = dependencies;
        return json;
    }
}
