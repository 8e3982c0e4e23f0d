using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace FhirHub.EndToEndTests.Packs;

/// <summary>Makes small packages for tests, in a folder of their own that goes with them.</summary>
internal sealed class PackArchive : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fhirhub-packs-");

    public string Folder => _folder.FullName;

    public static string Manifest(string name, string version = "1.0.0", string dependencies = "\"hl7.fhir.r4.core\":\"4.0.1\"", string fhirVersion = "4.0.1") =>
        $$"""{"name":"{{name}}","version":"{{version}}","canonical":"http://example.cn/fhir","fhirVersions":["{{fhirVersion}}"],"dependencies":{ {{dependencies}} } }""";

    /// <summary>A .tgz; its path.</summary>
    public string Write(string name, params (string Path, string Content)[] files)
    {
        string path = Path.Combine(Folder, name + ".tgz");
        using var tar = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest), TarEntryFormat.Pax);
        foreach (var (file, content) in files)
        {
            using var data = new MemoryStream(Encoding.UTF8.GetBytes(content));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file) { DataStream = data });
        }

        return path;
    }

    /// <summary>A package of R4; its path.</summary>
    public string WritePackage(string name, string version, string dependencies, params (string Path, string Content)[] files) =>
        Write($"{name.Trim('\\')}-{version}", [("package/package.json", Manifest(name, version, dependencies)), .. files]);

    /// <summary>Writes a package, and sends it to a server.</summary>
    public async Task<Answer> InstallAsync(TestServer server, string name, string version, string dependencies, params (string Path, string Content)[] files) =>
        await server.Http.SendBytesAsync("POST", "$install-pack", await File.ReadAllBytesAsync(WritePackage(name, version, dependencies, files)), "application/gzip");

    /// <summary>A folder of files; its path.</summary>
    public string WriteFolder(string name, params (string Path, string Content)[] files)
    {
        foreach (var (file, content) in files)
        {
            string path = Path.Combine(Folder, name, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return Path.Combine(Folder, name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
