using System.Formats.Tar;
using System.IO.Compression;

namespace FhirHub.Definitions.Packs;

/// <summary>Packs a folder <c>package</c> as npm does: a compressed tar in which every path begins with <c>package/</c>.</summary>
internal static class PackageArchive
{
    /// <summary>One time for all entries makes the bytes a function of the content alone; npm uses this one.</summary>
    private static readonly DateTimeOffset EntryTime = new(1985, 10, 26, 8, 15, 0, TimeSpan.Zero);

    public static void Write(string package, string target)
    {
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        using (var tar = new TarWriter(new GZipStream(File.Create(draft), CompressionLevel.Optimal), TarEntryFormat.Ustar))
            foreach (var file in Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                Add(tar, "package/" + Path.GetRelativePath(package, file).Replace('\\', '/'), file);
        File.Move(draft, target, overwrite: true);
    }

    private static void Add(TarWriter tar, string name, string file)
    {
        using var content = File.OpenRead(file);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = content,
            ModificationTime = EntryTime,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
    }
}
