using System.Buffers;
using System.Collections.Concurrent;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure.Xml;

namespace FhirHub.UnitTests.Xml;

public sealed class XmlRoundTripTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void Every_official_instance_survives_JSON_to_XML_to_JSON(bool pretty)
    {
        var failures = new ConcurrentBag<string>();
        var count = 0;
        Parallel.ForEach(OfficialExamples.All(), file =>
        {
            Interlocked.Increment(ref count);
            if (Difference(File.ReadAllBytes(file), pretty) is { } difference)
                failures.Add($"{Path.GetFileName(file)}: {difference}");
        });

        Assert.That(count, Is.GreaterThan(5000));
        Assert.That(failures.Order(StringComparer.Ordinal), Is.Empty);
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

        var result = FhirXmlReader.Read(xml.WrittenMemory);
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
