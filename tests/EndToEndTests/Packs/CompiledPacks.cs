using System.Text.Json.Nodes;

namespace FhirHub.EndToEndTests.Packs;

/// <summary>The packs of this repository, as the build has made them, and their examples.</summary>
internal static class CompiledPacks
{
    private static readonly string Root = FindRoot();

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "artifacts", "packs"), "*.tgz").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal),
    ];

    /// <summary>All of them, as settings of a server.</summary>
    public static (string Name, string Value)[] Settings => [.. Names.Select((name, i) => ($"Packs:{i}", Archive(name)))];

    public static string Archive(string pack) => Path.Combine(Root, "artifacts", "packs", pack + ".tgz");

    /// <summary>The folder that holds <c>package</c>.</summary>
    public static string Folder(string pack) => Path.Combine(Root, "artifacts", "packs", pack);

    public static IEnumerable<(string Name, string Json)> ValidExamples(string pack) =>
        Directory.EnumerateFiles(Path.Combine(Folder(pack), "package", "example"), "*-*.json").Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)));

    /// <summary>Each with the issue that it must raise: <c>error missing-element Patient.gender</c>.</summary>
    public static IEnumerable<(string Name, string Json, string Expected)> InvalidExamples(string pack)
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.Combine(Root, "profiles", pack, "input", "examples-invalid")).Order(StringComparer.Ordinal))
        {
            foreach (var (file, expected) in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")))!.AsObject())
            {
                yield return (
                    $"{Path.GetFileName(folder)}/{file}",
                    File.ReadAllText(Path.Combine(folder, file)),
                    $"{expected!["severity"]} {expected["code"]} {expected["expression"]}");
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FhirHub.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository: no folder above them holds FhirHub.sln.");
    }
}
