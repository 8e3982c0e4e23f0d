using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;

namespace FhirHub.Cli.Checking;

/// <summary>Finds the resources in files and folders, one after the other: nothing is kept of them.</summary>
internal static class ResourceFiles
{
    private static readonly string[] Extensions = [".json", ".ndjson", ".xml"];
    private static readonly ReadLimits Limits = new() { MaxDepth = 256 };
    private static readonly EnumerationOptions All = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.ReparsePoint };

    // Beside resources, packages and projects hold these.
    private static readonly string[] Others = ["package.json", "package-lock.json", "expected.json", "policy.json", ".index.json", "tsconfig.json"];

    /// <summary>The files, those of a folder by name, then those of the folders in it.</summary>
    /// <exception cref="CheckException">There is no such file or folder, or nothing in it; or a folder cannot be read.</exception>
    public static IEnumerable<string> Find(IReadOnlyList<string> paths)
    {
        if (paths.FirstOrDefault(p => !File.Exists(p) && !Directory.Exists(p)) is { } missing)
            throw new CheckException($"There is no file or folder {missing}.");
        bool isEmpty = true;
        foreach (string file in paths.SelectMany(p => File.Exists(p) ? [p] : In(p)))
        {
            isEmpty = false;
            yield return file;
        }

        if (isEmpty)
            throw new CheckException($"No resource is in {string.Join(", ", paths)}: files end in .json, .ndjson or .xml.");
    }

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static IEnumerable<FoundResource> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ndjson" => NdjsonLines.Read(path),
        ".xml" => [OfXml(path, File.ReadAllBytes(path))],
        _ => [new FoundResource(path, File.ReadAllBytes(path))],
    };

    private static FoundResource OfXml(string path, byte[] bytes)
    {
        var converted = FhirXmlReader.ToJson(bytes, Limits);
        return new FoundResource(path, converted.Json ?? default) { HasPositions = false, Faults = converted.Json is null ? converted.Issues : [] };
    }

    private static IEnumerable<string> In(string folder)
    {
        var (files, folders) = Content(folder);
        return files.Concat(folders.SelectMany(In));
    }

    private static (IEnumerable<string> Files, IEnumerable<string> Folders) Content(string folder)
    {
        try
        {
            return (
                Directory.GetFiles(folder, "*", All).Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant()) && !Others.Contains(Path.GetFileName(f))).Order(StringComparer.Ordinal),
                Directory.GetDirectories(folder, "*", All).Where(f => Path.GetFileName(f) != "node_modules").Order(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"{folder} cannot be read: {e.Message}");
        }
    }
}
