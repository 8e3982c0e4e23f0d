using System.Buffers;
using System.Collections.Concurrent;
using FhirHub.Engine.Structure;
using FhirHub.UnitTests.Structure;

namespace FhirHub.ContractTests.Structure;

internal sealed class PackageFilesTests
{
    [Test]
    public void The_package_is_complete() => Assert.That(R4Package.Files, Has.Count.EqualTo(5306));

    [Test]
    public void Every_official_file_is_accepted_or_known_to_be_at_fault()
    {
        var refused = new ConcurrentDictionary<string, string>();
        Parallel.ForEach(R4Package.Files, file =>
        {
            var result = FhirJsonReader.Read(File.ReadAllBytes(file), ReadLimits.Default);
            if (result.Resource is null)
                refused[Path.GetFileName(file)] = string.Join(", ", result.Issues.Select(i => i.Code).Distinct());
        });
        var known = R4Package.Golden("refused-examples.txt").ToDictionary(entry => entry.Key, entry => entry.Value.Split(" : ")[0]);
        Assert.That(refused.OrderBy(r => r.Key), Is.EqualTo(known.OrderBy(r => r.Key)));
    }

    [Test]
    public void Every_official_file_comes_back_as_it_went_in()
    {
        var compared = 0;
        Parallel.ForEach(R4Package.Files, file =>
        {
            var sent = File.ReadAllBytes(file);
            if (FhirJsonReader.Read(sent, ReadLimits.Default).Resource is not { } resource)
                return;
            var buffer = new ArrayBufferWriter<byte>();
            resource.Write(buffer, resource.Id ?? "none", 1, DateTimeOffset.UnixEpoch);
            if (!JsonMembers.Of(sent).SequenceEqual(JsonMembers.Of(buffer.WrittenMemory)))
                throw new InvalidDataException($"{Path.GetFileName(file)} was changed");
            Interlocked.Increment(ref compared);
        });
        Assert.That(compared, Is.EqualTo(5306 - R4Package.Golden("refused-examples.txt").Count));
    }
}
