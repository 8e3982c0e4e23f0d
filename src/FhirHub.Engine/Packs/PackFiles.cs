using System.Formats.Tar;
using System.IO.Compression;

namespace FhirHub.Engine.Packs;

/// <summary>The bytes of the JSON files of a folder or of a compressed tar, within limits; paths that lead out of it are refused.</summary>
internal sealed class PackFiles(string source, PackLimits limits)
{
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Path, with slashes, to content.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> All => _files;

    /// <exception cref="PackException">There is nothing, it cannot be read, or it is beyond the limits.</exception>
    public static PackFiles Read(string path, PackLimits limits)
    {
        var files = new PackFiles(path, limits);
        if (Directory.Exists(path))
            files.ReadFolder(path);
        else if (File.Exists(path))
            files.ReadFile(path);
        else
            throw new PackException(path, "There is no such folder or file.");
        return files;
    }

    /// <summary>The same of an archive that is at hand.</summary>
    public static PackFiles Read(string name, Stream archive, PackLimits limits)
    {
        var files = new PackFiles(name, limits);
        files.ReadArchive(archive);
        return files;
    }

    private void ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            ReadArchive(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PackException(source, $"It cannot be read: {e.Message}");
        }
    }

    private void ReadArchive(Stream archive)
    {
        try
        {
            using var unpacked = new GZipStream(archive, CompressionMode.Decompress);
            using var tar = new TarReader(unpacked, leaveOpen: true);
            int entries = 0;
            while (tar.GetNextEntry() is { } entry)
            {
                if (++entries > limits.MaxFiles)
                    throw new PackException(source, $"It has more than {limits.MaxFiles} files.");
                Take(entry);
            }

            // The tar has ended; the archive around it must have, too, or it was cut off.
            Bounded(unpacked, "the end");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new PackException(source, $"It is no compressed tar archive (.tgz): {e.Message}");
        }

        if (_files.Count == 0)
            throw new PackException(source, "It is no package: it holds no JSON.");
    }

    private void Take(TarEntry entry)
    {
        if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
            return;
        string path = Checked(entry.Name);
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw new PackException(source, $"{path} is a {entry.EntryType}; a package holds plain files only.");
        // The size in the header may be a lie; what comes out is counted.
        if (entry.DataStream is { } data && IsJson(path))
            Add(path, Bounded(data, path));
        else
            Count(entry.Length, path);
    }

    private string Checked(string name)
    {
        string path = name.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        bool leadsOut = path.Length == 0 || path[0] == '/' || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Contains("..") || path.Any(char.IsControl);
        return leadsOut ? throw new PackException(source, $"The path '{Printable(name)}' leads out of the package.") : path;
    }

    private void ReadFolder(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 8 };
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.json", options))
            {
                string path = Path.GetRelativePath(folder, file).Replace('\\', '/');
                if (path.Split('/').Any(p => p is "node_modules" or ".git" or "obj" or "bin" or "input-cache"))
                    continue;
                using var content = File.OpenRead(file);
                Add(path, Bounded(content, path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PackException(source, $"It cannot be read: {e.Message}");
        }
    }

    private void Add(string path, byte[] content)
    {
        if (_files.Count >= limits.MaxFiles)
            throw new PackException(source, $"It has more than {limits.MaxFiles} files.");
        if (!_files.TryAdd(path, content))
            throw new PackException(source, $"{path} is in it twice.");
    }

    private byte[] Bounded(Stream stream, string path)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > limits.MaxFileBytes)
                throw new PackException(source, $"{path} is larger than {limits.MaxFileBytes} bytes.");
            Count(read, path);
        }

        return content.ToArray();
    }

    private void Count(long bytes, string path)
    {
        _bytes += bytes;
        if (_bytes > limits.MaxBytes)
            throw new PackException(source, $"Up to {path} it has more than {limits.MaxBytes} bytes.");
    }

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static string Printable(string name) => new([.. name.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
