using System.Text.Json.Nodes;

namespace FhirHub.DefinitionsTests;

/// <summary>Where things are in the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Profiles => Path.Combine(Root, "profiles");

    public static string NodeModules => Path.Combine(Profiles, "node_modules");

    public static IEnumerable<string> PackNames => Directory.EnumerateDirectories(Profiles)
        .Where(folder => File.Exists(Path.Combine(folder, "sushi-config.yaml")))
        .Select(folder => Path.GetFileName(folder))
        .Order(StringComparer.Ordinal);

    public static string PackageOf(string pack) => Path.Combine(Root, "artifacts", "packs", pack, "package");

    /// <summary>Resources of a compiled pack by file name, of a folder of its package.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Resources(string pack, string folder = "") => Directory
        .EnumerateFiles(Path.Combine(PackageOf(pack), folder), "*-*.json")
        .ToDictionary(file => Path.GetFileName(file), Read);

    public static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllBytes(file))!.AsObject();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FhirHub.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository");
    }
}
