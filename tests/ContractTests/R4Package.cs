namespace FhirHub.ContractTests;

/// <summary>The official R4 package, which the build restored, and the golden lists beside these tests.</summary>
internal static class R4Package
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "profiles", "node_modules", "hl7.fhir.r4.examples"), "*.json")
            .Where(f => Path.GetFileName(f) != "package.json")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Small instances of every type, without the thousands of terminology resources that look alike.</summary>
    public static IReadOnlyList<string> SmallInstances { get; } =
    [
        .. Files.Where(f => new FileInfo(f).Length < 8000 &&
            !Path.GetFileName(f).StartsWith("SearchParameter-", StringComparison.Ordinal) &&
            !Path.GetFileName(f).StartsWith("ValueSet-", StringComparison.Ordinal) &&
            !Path.GetFileName(f).StartsWith("CodeSystem-", StringComparison.Ordinal)),
    ];

    /// <summary>Entries of a golden list: a name, a bar, and what is said of it; lines with # are comments.</summary>
    public static IReadOnlyDictionary<string, string> Golden(string list) => List(Path.Combine("Structure", list));

    /// <summary>As <see cref="Golden"/>, by the path from the folder of these tests.</summary>
    public static IReadOnlyDictionary<string, string> List(string path) =>
        File.ReadLines(Path.Combine(Root, "tests", "ContractTests", path))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | ", 2))
            .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "", StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FhirHub.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("the tests run outside the repository: no folder above them holds FhirHub.sln");
    }
}
