using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;

namespace FhirHub.Cli.Checking;

/// <summary>Finds the resources in files and folders.</summary>
internal static class ResourceFiles
{
    private static readonly string[] Extensions = [".json", ".ndjson", ".xml"];
    private static readonly ReadLimits Limits = new() { MaxDepth = 256 };

    // Beside resources, packages and projects hold these.
    private static readonly string[] Others = ["package.json", "package-lock.json", "expected.json", "policy.json", ".index.json", "tsconfig.json"];

    /// <exception cref="CheckException">There is no such file or folder, or nothing in it.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var found = new List<string>();
        foreach (string path in paths)
        {
            if (File.Exists(path))
                found.Add(path);
            else if (Directory.Exists(path))
                found.AddRange(In(path));
            else
                throw new CheckException($"There is no file or folder {path}.");
        }

        return found.Count > 0 ? found : throw new CheckException($"No resource is in {string.Join(", ", paths)}: files end in .json, .ndjson or .xml.");
    }

    /// <exception cref="CheckException">It cannot be read.</exception>
    public static IEnumerable<FoundResource> Read(string path)
    {
        byte[] bytes = Bytes(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".ndjson":
                return Lines(path, bytes);
            case ".xml":
                var converted = FhirXmlReader.ToJson(bytes, Limits);
                return [new FoundResource(path, converted.Json ?? default, HasPositions: false, 1, converted.Json is null ? converted.Issues : [])];
            default:
                return [new FoundResource(path, bytes, HasPositions: true, 1, [])];
        }
    }

    private static IEnumerable<FoundResource> Lines(string path, byte[] bytes)
    {
        int start = 0, line = 0;
        while (start < bytes.Length)
        {
            line++;
            int end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0)
                end = bytes.Length;
            var content = bytes.AsMemory(start..end);
            start = end + 1;
            if (content.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                yield return new FoundResource($"{path}:{line}", content, HasPositions: true, line, []);
        }
    }

    private static IEnumerable<string> In(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(folder, "*", options)
            .Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant()) && !Others.Contains(Path.GetFileName(f)))
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Contains("node_modules"))
            .Order(StringComparer.Ordinal);
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"{path} cannot be read: {e.Message}");
        }
    }
}
