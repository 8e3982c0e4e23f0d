using System.Buffers;
using System.Collections.Concurrent;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Xml;

public sealed class XmlRoundTripTests
{
    [TestCase(false, 1)]
    [TestCase(true, 20)]
    public void Every_official_instance_survives_JSON_to_XML_to_JSON(bool pretty, int step)
    {
        var failures = new ConcurrentBag<string>();
        var count = 0;
        Parallel.ForEach(OfficialExamples.All().Where((_, i) => i % step == 0), file =>
        {
            Interlocked.Increment(ref count);
            if (Difference(File.ReadAllBytes(file), pretty) is { } difference)
                failures.Add($"{Path.GetFileName(file)}: {difference}");
        });

        Assert.That(count, Is.GreaterThan(5000 / step));
        Assert.That(failures.Order(StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void Changed_instances_survive_JSON_to_XML_to_JSON()
    {
        var examples = OfficialExamples.All().Where((_, i) => i % 40 == 0).Select(File.ReadAllBytes).Where(json => json.Length < 100_000).ToArray();
        Prop.ForAll((NonNegativeInt example, int seed) =>
        {
            var json = JsonMutation.Of(examples[example.Get % examples.Length], new Random(seed));
            Assert.That(Difference(json, pretty: false), Is.Null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static string? Difference(byte[] json, bool pretty)
    {
        var xml = new ArrayBufferWriter<byte>();
        try
        {
            FhirXmlWriter.Write(json, xml, pretty);
        }
        catch (FhirException e)
        {
            return e.Message;
        }

        var result = FhirXmlReader.ToJson(xml.WrittenMemory, ReadLimits.Default);
        if (result.Json is null)
            return string.Join("; ", result.Issues.Take(3).Select(i => $"{i.Expression} ({i.Line},{i.Column}) {i.Diagnostics}"));
        var (before, after) = (JsonTokens.Canonical(json), JsonTokens.Canonical(result.Json));
        if (before == after)
            return null;
        var at = before.Zip(after).TakeWhile(p => p.First == p.Second).Count();
        return $"<<{Around(before, at)}>> became <<{Around(after, at)}>>";
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 30)..Math.Min(text.Length, at + 50)];
}
