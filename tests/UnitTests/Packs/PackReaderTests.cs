using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FhirHub.Engine.Packs;
using MongoDB.Bson;

namespace FhirHub.UnitTests.Packs;

/// <summary>Archives that are made for harm, or are none.</summary>
[TestFixture]
internal sealed class PackReaderTests
{
    private const string Manifest = """{"name":"test","version":"1.0.0","fhirVersions":["4.0.1"]}""";
    private const string ValueSet = """{"resourceType":"ValueSet","id":"a","url":"http://example.cn/a","status":"active"}""";

    [Test]
    public void A_package_is_read_with_its_definitions_and_examples()
    {
        var pack = Read(Entry("package/package.json", Manifest), Entry("package/ValueSet-a.json", ValueSet), Entry("package/example/Patient-p.json", """{"resourceType":"Patient","id":"p"}"""), Entry("package/.index.json", "{}"));
        Assert.That(pack.Definitions.Select(d => d.Key), Is.EqualTo(new[] { "ValueSet/a" }));
        Assert.That(pack.Examples.Select(d => d.Key), Is.EqualTo(new[] { "Patient/p" }));
    }

    [TestCase("package/../../etc/x.json")]
    [TestCase("/etc/x.json")]
    [TestCase("..\\x.json")]
    [TestCase("C:/x.json")]
    public void A_path_that_leads_out_is_refused(string path) => Refused("leads out", Entry("package/package.json", Manifest), Entry(path, ValueSet));

    [Test]
    public void A_link_is_refused() => Refused("plain files only", Entry("package/package.json", Manifest), new PaxTarEntry(TarEntryType.SymbolicLink, "package/x.json") { LinkName = "/etc/passwd" });

    [Test]
    public void A_file_that_is_there_twice_is_refused() =>
        Refused("twice", Entry("package/package.json", Manifest), Entry("package/ValueSet-a.json", ValueSet), Entry("package/ValueSet-a.json", ValueSet));

    [Test]
    public void A_file_that_unpacks_beyond_the_limit_is_refused() =>
        Refused("larger than 100000 bytes", Entry("package/package.json", Manifest), Entry("package/ValueSet-a.json", new string(' ', 1_000_000)));

    [Test]
    public void Files_that_unpack_beyond_the_limit_together_are_refused_whatever_they_are() =>
        Refused("more than 300000 bytes", [Entry("package/package.json", Manifest), .. Enumerable.Range(0, 10).Select(i => Entry($"package/{i}.txt", new string(' ', 90_000)))]);

    [Test]
    public void Too_many_files_are_refused() =>
        Refused("more than 50 files", [Entry("package/package.json", Manifest), .. Enumerable.Range(0, 100).Select(i => Entry($"package/{i}.txt", "x"))]);

    [Test]
    public void What_is_no_archive_is_refused()
    {
        using var stream = new MemoryStream("this is text"u8.ToArray());
        Assert.That(() => PackReader.Read("x", stream), Throws.TypeOf<PackException>().With.Message.Contains("no compressed tar"));
    }

    [Test]
    public void An_archive_that_is_cut_off_is_refused_unless_nothing_but_its_end_is_missing()
    {
        byte[] whole = Archive(Entry("package/package.json", Manifest), Entry("package/ValueSet-a.json", ValueSet));
        for (int length = 1; length < whole.Length; length += 7)
        {
            using var stream = new MemoryStream(whole, 0, length);
            int? found = null;
            try
            {
                found = PackReader.Read("x", stream).Definitions.Count;
            }
            catch (PackException e)
            {
                Assert.That(e.Faults, Is.Not.Empty);
            }

            Assert.That(found, Is.Null.Or.EqualTo(1), $"{length} of {whole.Length} bytes");
            if (length < whole.Length / 2)
                Assert.That(found, Is.Null, $"{length} of {whole.Length} bytes");
        }
    }

    [Test]
    public void All_faults_are_told_at_once_each_with_its_file()
    {
        var fault = Refused("cannot be used", Entry("package/package.json", Manifest), Entry("package/a.json", "{"), Entry("package/b.json", "{}"),
            Entry("package/c.json", """{"resourceType":"Patientt"}"""), Entry("package/d.json", """{"resourceType":"ValueSet","id":"d d","url":"http://example.cn/d"}"""), Entry("package/e.json", """{"resourceType":"ValueSet","id":"e"}"""));
        Assert.That(fault.Faults.Select(f => f.Split(' ')[0]), Is.EqualTo(new[] { "package/a.json", "package/b.json", "package/c.json", "package/d.json", "package/e.json" }));
    }

    [TestCase("1.0.0", "1.0.0", true)]
    [TestCase("1.0.0", "1.0.x", true)]
    [TestCase("1.0.0", "1.x", true)]
    [TestCase("1.1.0", "1.0.x", false)]
    [TestCase("1.0.0", "current", true)]
    [TestCase("1.0.0", "1.0", false)]
    [TestCase("1.0.0-ballot", "1.0.0", false)]
    public void A_version_is_the_one_asked_for(string version, string wanted, bool fits) => Assert.That(PackResolver.Fits(version, wanted), Is.EqualTo(fits));

    [TestCase("../../etc", "1.0.0")]
    [TestCase("x./tmp/victim", "1.0.0")]
    [TestCase("a..b", "1.0.0")]
    [TestCase("a#b", "1.0.0")]
    [TestCase("", "1.0.0")]
    [TestCase("a", "")]
    [TestCase("a", "1.0")]
    [TestCase("a", "1.0.0/..")]
    [TestCase("a", "1.0.0\\n")]
    public void A_name_or_version_that_is_none_is_refused(string name, string version) =>
        Refused("is none", Entry("package/package.json", $$"""{"name":"{{name}}","version":"{{version}}"}"""), Entry("package/ValueSet-a.json", ValueSet));

    [TestCase("\"p#1\":\"1.0.0\"", "no name of a package")]
    [TestCase("\"p\":\"1.0.0#2\"", "of its dependency p is none")]
    [TestCase("\"p\":\"1.0.0\",\"p\":\"2.0.0\"", "twice")]
    public void A_dependency_that_is_none_is_refused(string dependencies, string words) =>
        Refused(words, Entry("package/package.json", $$"""{"name":"test","version":"1.0.0","dependencies":{ {{dependencies}} } }"""), Entry("package/ValueSet-a.json", ValueSet));

    [TestCase("1.0.x")]
    [TestCase("1.x")]
    [TestCase("current")]
    [TestCase("2.0.0-ballot.2")]
    public void A_dependency_may_leave_parts_of_its_version_open(string version) =>
        Assert.That(Read(Entry("package/package.json", $$"""{"name":"hl7.fhir_cn.Test-1","version":"1.0.0-beta.1+5","dependencies":{"p":"{{version}}"} }"""), Entry("package/ValueSet-a.json", ValueSet)).Manifest.Dependencies["p"], Is.EqualTo(version));

    [Test]
    public void An_archive_without_a_package_json_is_refused() => Refused("no package.json", Entry("package/ValueSet-a.json", ValueSet));

    [Test]
    public void An_example_with_an_id_that_leads_out_is_refused() =>
        Refused("which is none", Entry("package/package.json", Manifest), Entry("package/ValueSet-a.json", ValueSet), Entry("package/example/Patient-x.json", """{"resourceType":"Patient","id":"x/../../../../evil"}"""));

    [TestCase("package.json", """{"name":"\ud800","version":"1.0.0"}""")]
    [TestCase("ValueSet-b.json", """{"resourceType":"ValueSet","id":"b","url":"http://example.cn/\udc00","status":"active"}""")]
    [TestCase("example/Patient-p.json", """{"resourceType":"Patient","id":"p","meta":{"profile":["\ud800"]} }""")]
    [TestCase("example/Patient-q.json", """{"resourceType":"Patient","id":"q","\ud800":1}""")]
    [TestCase("other/policy.json", """{"validation":{"level":"\ud800"} }""")]
    public void Half_a_character_is_told_with_its_file(string file, string content)
    {
        TarEntry[] manifest = file == "package.json" ? [] : [Entry("package/package.json", Manifest)];
        var fault = Refused("half a character", [.. manifest, Entry("package/ValueSet-a.json", ValueSet), Entry("package/" + file, content)]);
        Assert.That(fault.Faults, Has.Count.EqualTo(1).And.One.Contains(file));
    }

    [Test]
    public void Folders_of_a_package_that_are_no_examples_are_no_part_of_it()
    {
        var pack = Read(Entry("package/package.json", Manifest), Entry("package/ValueSet-a.json", ValueSet), Entry("package/tests/x.json", "{}"), Entry("package/openapi/Patient.json", "[]"),
            Entry("package/examples/Patient-p.json", """{"resourceType":"Patient","id":"p"}"""));
        Assert.That(pack.Definitions.Concat(pack.Examples).Select(d => d.Key), Is.EqualTo(new[] { "ValueSet/a", "Patient/p" }));
    }

    [Test]
    public void What_an_older_version_stored_of_a_dependency_twice_is_read_nevertheless()
    {
        var stored = new PackDocument { Name = "a", Version = "1", Fingerprint = "f", Installed = DateTime.UnixEpoch, Dependencies = ["p#1#1.0.0", "p#2#2.0.0"], Resources = ["ValueSet/a\thttp://example.cn/a\t1\t2"] };
        var read = PackDocument.Read(stored.ToBsonDocument());
        Assert.That(read.Dependencies.Keys, Is.EqualTo(new[] { "p" }));
        Assert.That(read.Resources, Has.Count.EqualTo(1));
        Assert.That(read.Unreadable, Is.Null);
    }

    private static PackException Refused(string words, params TarEntry[] entries)
    {
        var fault = Assert.Throws<PackException>(() => Read(entries));
        Assert.That(fault!.Message, Does.Contain(words));
        return fault;
    }

    private static Pack Read(params TarEntry[] entries)
    {
        using var stream = new MemoryStream(Archive(entries));
        return PackReader.Read("test.tgz", stream, new PackLimits { MaxFileBytes = 100_000, MaxBytes = 300_000, MaxFiles = 50 });
    }

    private static byte[] Archive(params TarEntry[] entries)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(archive, CompressionLevel.Fastest), TarEntryFormat.Pax))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }

        return archive.ToArray();
    }

    private static PaxTarEntry Entry(string path, string content) => new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };
}
