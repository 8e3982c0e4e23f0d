using System.Text;

namespace FhirHub.Definitions.Packs;

/// <summary>
/// The cache of FHIR packages that SUSHI reads, in a home directory of its own below <c>artifacts</c>: a developer's own cache is neither
/// read nor changed, and nothing is downloaded.
/// </summary>
/// <param name="home">What SUSHI is told the home directory is.</param>
internal sealed class PackageCache(string home)
{
    private const string Core = "hl7.fhir.r4.core";
    private const string CoreVersion = "4.0.1";

    /// <summary>What SUSHI looks names and elements up in; each file more makes it start later.</summary>
    private static readonly string[] CoreTypes = ["StructureDefinition", "ValueSet", "CodeSystem"];

    public string Home => home;

    /// <summary>Fills the package of R4 itself from the npm package, unless it is there already.</summary>
    public void AddCore(string r4Package)
    {
        var target = PackageFolder(Core, CoreVersion);
        if (File.Exists(Path.Combine(target, "package.json")))
            return;
        Directory.CreateDirectory(target);
        foreach (var type in CoreTypes)
            foreach (var file in Directory.EnumerateFiles(r4Package, type + "-*.json"))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        // Last, for it is what says that the others are there.
        File.WriteAllText(
            Path.Combine(target, "package.json"),
            $$"""{"name":"{{Core}}","version":"{{CoreVersion}}","fhirVersions":["{{CoreVersion}}"],"type":"Core","canonical":"http://hl7.org/fhir"}""",
            new UTF8Encoding(false));
    }

    public bool Has(PackSource pack) => File.Exists(Path.Combine(PackageFolder(pack.Id, pack.Version), "package.json"));

    /// <summary>Replaces a package by a compiled one, so that packs which depend on it find it.</summary>
    public void Add(PackSource pack, string package)
    {
        var target = PackageFolder(pack.Id, pack.Version);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(package))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    private string PackageFolder(string id, string version) => Path.Combine(home, ".fhir", "packages", $"{id}#{version}", "package");
}
