using FhirHub.Definitions;
using FhirHub.Definitions.Packs;

namespace FhirHub.DefinitionsTests;

public sealed class PackSourceTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_configuration_gives_name_version_and_dependencies()
    {
        AddPack("north", "fhirhub.base: 0.1.0");

        var pack = PackSource.Read(Path.Combine(_folder.Path, "north"));

        Assert.Multiple(() =>
        {
            Assert.That(pack.Name, Is.EqualTo("north"));
            Assert.That(pack.Id, Is.EqualTo("fhirhub.north"));
            Assert.That(pack.Version, Is.EqualTo("0.1.0"));
            Assert.That(pack.Title, Is.EqualTo("北方 (North): 一"));
            Assert.That(pack.Dependencies, Is.EqualTo(new Dictionary<string, string> { ["fhirhub.base"] = "0.1.0" }));
        });
    }

    [Test]
    public void A_pack_comes_after_those_it_depends_on()
    {
        AddPack("a-region", "fhirhub.m-base: 0.1.0");
        AddPack("m-base");
        AddPack("z-region", "fhirhub.a-region: 0.1.0");

        Assert.That(PackSource.All(_folder.Path).Select(p => p.Name), Is.EqualTo(new[] { "m-base", "a-region", "z-region" }));
    }

    [Test]
    public void Packs_that_depend_on_each_other_in_a_circle_are_refused_by_name()
    {
        AddPack("one", "fhirhub.two: 0.1.0");
        AddPack("two", "fhirhub.one: 0.1.0");

        Assert.That(() => PackSource.All(_folder.Path), Throws.TypeOf<DefinitionsException>().With.Message.Contains("one, two"));
    }

    [Test]
    public void A_configuration_without_a_version_is_refused_with_its_path()
    {
        _folder.Write("broken/sushi-config.yaml", "id: fhirhub.broken\ncanonical: https://example.org\ntitle: x\ndescription: y\n");

        Assert.That(
            () => PackSource.All(_folder.Path),
            Throws.TypeOf<DefinitionsException>().With.Message.Contains("'version'").And.Message.Contains("broken"));
    }

    [Test]
    public void A_folder_without_a_configuration_is_no_pack()
    {
        _folder.Write("node_modules/thing/index.js", "");

        Assert.That(PackSource.All(_folder.Path), Is.Empty);
    }

    [Test]
    public void The_fingerprint_changes_with_content_with_names_and_with_what_else_counts()
    {
        AddPack("north");
        var pack = PackSource.Read(Path.Combine(_folder.Path, "north"));
        var before = pack.Fingerprint(["tool 1"]);
        var file = _folder.Write("north/input/fsh/a.fsh", "Alias: $a = urn:a");
        var added = pack.Fingerprint(["tool 1"]);
        File.Move(file, file.Replace("a.fsh", "b.fsh", StringComparison.Ordinal));
        var renamed = pack.Fingerprint(["tool 1"]);

        Assert.Multiple(() =>
        {
            Assert.That(pack.Fingerprint(["tool 1"]), Is.EqualTo(renamed));
            Assert.That(new[] { before, added, renamed, pack.Fingerprint(["tool 2"]) }, Is.Unique);
        });
    }

    private void AddPack(string name, string? dependency = null) => _folder.Write($"{name}/sushi-config.yaml", $"""
        id: fhirhub.{name}
        canonical: https://example.org/{name}
        title: "北方 (North): 一"
        description: A pack.
        version: 0.1.0
        publisher:
          name: FhirHub
        {(dependency is null ? "" : "dependencies:")}
          {dependency}
        """);
}
