using System.Formats.Tar;
using System.IO.Compression;
using FhirHub.Definitions.Packs;

namespace FhirHub.DefinitionsTests;

public sealed class PackageArchiveTests
{
    [Test]
    public void Archives_of_the_same_content_have_the_same_bytes_whenever_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var first = Pack(folder, "first", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var second = Pack(folder, "second", new DateTime(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc));

        Assert.That(File.ReadAllBytes(second), Is.EqualTo(File.ReadAllBytes(first)));
    }

    [Test]
    public void Every_path_of_an_archive_begins_with_package()
    {
        using var folder = new TemporaryFolder();
        using var tar = new TarReader(new GZipStream(File.OpenRead(Pack(folder, "one", DateTime.UnixEpoch)), CompressionMode.Decompress));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name);

        Assert.That(names, Is.EqualTo(new[] { "package/Patient-1.json", "package/example/Patient-2.json", "package/package.json" }));
    }

    private static string Pack(TemporaryFolder folder, string name, DateTime written)
    {
        foreach (var file in new[] { "package.json", "Patient-1.json", "example/Patient-2.json" })
            File.SetLastWriteTimeUtc(folder.Write($"{name}/package/{file}", $$"""{"id":"{{file}}"}"""), written);
        var archive = Path.Combine(folder.Path, name + ".tgz");
        PackageArchive.Write(Path.Combine(folder.Path, name, "package"), archive);
        return archive;
    }
}
