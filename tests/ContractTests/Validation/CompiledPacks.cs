namespace FhirHub.ContractTests.Validation;

/// <summary>The packs of <c>profiles/</c> as the build compiled them.</summary>
internal static class CompiledPacks
{
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(R4Package.Root, "profiles"))
            .Where(folder => File.Exists(Path.Combine(folder, "sushi-config.yaml")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<string> Definitions(string pack) => Files(Package(pack));

    public static IEnumerable<string> Examples(string pack) => Files(Path.Combine(Package(pack), "example"));

    /// <summary>A folder for each type, with <c>expected.json</c> beside the examples.</summary>
    public static IEnumerable<string> InvalidFolders(string pack) =>
        Directory.EnumerateDirectories(Path.Combine(R4Package.Root, "profiles", pack, "input", "examples-invalid")).Order(StringComparer.Ordinal);

    private static string Package(string pack) => Path.Combine(R4Package.Root, "artifacts", "packs", pack, "package");

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*-*.json").Order(StringComparer.Ordinal);
}
