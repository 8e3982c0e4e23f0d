namespace FhirHub.Engine.Packs;

/// <summary>Finds packs in folders.</summary>
internal static class PackFolder
{
    /// <summary>The pack at a path; of a folder that is none but holds archives or folders that are, those.</summary>
    public static IReadOnlyList<string> PacksIn(string path)
    {
        if (!Directory.Exists(path) || IsPack(path))
            return [path];
        var archives = Directory.EnumerateFiles(path, "*.tgz").Order(StringComparer.Ordinal).ToList();
        string[] inside = [.. archives, .. Folders(path).Where(f => !archives.Contains(f + ".tgz"))];
        return inside.Length > 0 ? inside : [path];
    }

    /// <summary>A package of a name and version in the folder that another lies in; null for none.</summary>
    public static string? Beside(string source, string name, string version)
    {
        // What came over the network lies nowhere.
        if (!File.Exists(source) && !Directory.Exists(source))
            return null;
        string? folder = Path.GetDirectoryName(Path.GetFullPath(source).TrimEnd(Path.DirectorySeparatorChar));
        // A package read from its own folder package/ has its neighbours one up.
        if (folder is not null && Path.GetFileName(source.TrimEnd(Path.DirectorySeparatorChar)) == "package")
            folder = Path.GetDirectoryName(folder);
        if (folder is null || !Directory.Exists(folder))
            return null;
        return Directory.EnumerateFiles(folder, "*.tgz").Concat(Folders(folder)).Order(StringComparer.Ordinal)
            .FirstOrDefault(c => IsOf(c, name, version));
    }

    private static IEnumerable<string> Folders(string path) => Directory.EnumerateDirectories(path).Where(IsPack).Order(StringComparer.Ordinal);

    private static bool IsPack(string folder) =>
        File.Exists(Path.Combine(folder, "package", "package.json")) || File.Exists(Path.Combine(folder, "package.json")) || File.Exists(Path.Combine(folder, "package.tgz"))
        || Directory.EnumerateFiles(folder, "ImplementationGuide-*.json").Any() || Directory.EnumerateFiles(folder, "StructureDefinition-*.json").Any()
        || Directory.Exists(Path.Combine(folder, "fsh-generated", "resources")) || Directory.Exists(Path.Combine(folder, "output"));

    private static bool IsOf(string path, string name, string version)
    {
        try
        {
            var manifest = PackReader.ReadManifest(path);
            return manifest.Name == name && PackResolver.Fits(manifest.Version, version);
        }
        catch (PackException)
        {
            // Something else lies there; only what is asked for matters.
            return false;
        }
    }
}
