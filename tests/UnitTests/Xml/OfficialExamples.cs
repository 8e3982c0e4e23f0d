namespace FhirHub.UnitTests.Xml;

/// <summary>The instances of the R4 examples package, where the build restored it.</summary>
internal static class OfficialExamples
{
    private static readonly Lazy<string> Folder = new(() => Path.Combine(RepositoryRoot(), "profiles", "node_modules", "hl7.fhir.r4.examples"));

    public static string PathOf(string file) => Path.Combine(Folder.Value, file);

    /// <summary>Every resource of the package: all its JSON files but the npm manifest and index.</summary>
    public static IEnumerable<string> All() => Directory.EnumerateFiles(Folder.Value, "*.json")
        .Where(f => Path.GetFileName(f) is not ("package.json" or ".index.json"))
        .Order(StringComparer.Ordinal);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FhirHub.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder;
    }
}
