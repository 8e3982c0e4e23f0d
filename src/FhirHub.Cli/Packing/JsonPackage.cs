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
        string packs = Path.Combine(target, "packs"), package = Path.Combine(Below(packs, name), "package");
        Clear(package, pack);
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
        string archive = Below(packs, name + ".tgz");
        PackageArchive.Write(package, archive);
        return archive;
    }

    /// <summary>Removes what was built before; what is no build of the same pack is not this command's to delete.</summary>
    private static void Clear(string package, Pack pack)
    {
        if (!Directory.Exists(package))
            return;
        string manifest = Path.Combine(package, "package.json");
        if (!File.Exists(manifest) || PackReader.ReadManifest(Path.GetDirectoryName(package)!).Name is var there && there != pack.Name)
            throw new PackException(package, $"It is there already, and no earlier build of {pack.Name}: remove it, or write to another folder by --output.");
        Directory.Delete(package, recursive: true);
    }

    /// <summary>A path in a folder, whatever a name says: names and ids are checked as they are read, but what follows cannot be undone.</summary>
    private static string Below(string folder, string name)
    {
        string whole = Path.GetFullPath(Path.Combine(folder, name));
        return Path.GetDirectoryName(whole) == Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar)
            ? whole
            : throw new PackException(folder, $"The name '{name}' leads out of the folder.");
    }

    private static void WriteFile(string folder, string name, ReadOnlyMemory<byte> json)
    {
        string path = Below(folder, name);
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
