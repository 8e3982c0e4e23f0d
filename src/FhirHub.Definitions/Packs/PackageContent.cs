using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirHub.Definitions.Packs;

/// <summary>
/// Writes the folder <c>package</c> of a FHIR package (https://confluence.hl7.org/display/FHIR/NPM+Package+Specification): definitions at
/// its top, instances of <c>input/fsh/examples</c> below <c>example</c>, the policy below <c>other</c>, an index of each.
/// </summary>
internal sealed class PackageContent(PackSource pack, string generated, DivisionList divisions)
{
    private const string Policy = "policy.json";

    /// <summary>Replaces the folder and returns what it holds, for people.</summary>
    public string Write(string package)
    {
        if (Directory.Exists(package))
            Directory.Delete(package, recursive: true);
        var examples = Directory.CreateDirectory(Path.Combine(package, "example")).FullName;
        var isExample = ExampleFiles();
        var counts = (Definitions: 0, Examples: 0);
        // A pack that is a policy alone has no resources.
        var resources = Directory.CreateDirectory(Path.Combine(generated, "resources")).FullName;
        foreach (var file in Directory.EnumerateFiles(resources, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            var example = isExample.Contains(name);
            var content = name == DivisionList.FileName ? divisions.Fill(File.ReadAllBytes(file)) : File.ReadAllBytes(file);
            File.WriteAllBytes(Path.Combine(example ? examples : package, name), content);
            counts = example ? (counts.Definitions, counts.Examples + 1) : (counts.Definitions + 1, counts.Examples);
        }
        File.WriteAllBytes(Path.Combine(package, ".index.json"), PackageIndex.Of(package));
        File.WriteAllBytes(Path.Combine(examples, ".index.json"), PackageIndex.Of(examples));
        File.WriteAllBytes(Path.Combine(package, "package.json"), Manifest());
        CopyPolicy(package);
        return $"{counts.Definitions} definitions, {counts.Examples} examples";
    }

    /// <summary>The names of files whose source lies in a folder <c>examples</c>.</summary>
    private HashSet<string> ExampleFiles()
    {
        var file = Path.Combine(generated, "data", "fsh-index.json");
        if (!File.Exists(file))
            return [];
        using var index = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. index.RootElement.EnumerateArray()
            .Where(e => e.GetProperty("fshFile").GetString()!.Replace('\\', '/').StartsWith("examples/", StringComparison.Ordinal))
            .Select(e => Path.GetFileName(e.GetProperty("outputFile").GetString()!))];
    }

    private byte[] Manifest()
    {
        var dependencies = new JsonObject { ["hl7.fhir.r4.core"] = "4.0.1" };
        foreach (var (name, version) in pack.Dependencies)
            dependencies[name] = version;
        return PackageJson.Bytes(new JsonObject
        {
            ["name"] = pack.Id,
            ["version"] = pack.Version,
            ["type"] = "fhir.ig",
            ["canonical"] = pack.Canonical,
            ["title"] = pack.Title,
            ["description"] = pack.Description,
            ["fhirVersions"] = new JsonArray("4.0.1"),
            ["dependencies"] = dependencies,
            ["author"] = "FhirHub",
            ["license"] = "Apache-2.0",
            ["directories"] = new JsonObject { ["lib"] = "package", ["example"] = "package/example" },
        });
    }

    private void CopyPolicy(string package)
    {
        var other = Directory.CreateDirectory(Path.Combine(package, "other")).FullName;
        File.WriteAllBytes(Path.Combine(other, Policy), File.ReadAllBytes(Path.Combine(pack.Folder, Policy)));
    }
}
