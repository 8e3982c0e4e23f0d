using System.Buffers;
using System.Text;
using FhirHub.Engine.Structure;

namespace FhirHub.UnitTests.Structure;

/// <summary>Short forms the tests of the reader share.</summary>
internal static class JsonReading
{
    public static readonly DateTimeOffset SomeTime = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static ReadResult Read(string json, ReadLimits? limits = null) => FhirJsonReader.Read(Encoding.UTF8.GetBytes(json), limits ?? ReadLimits.Default);

    public static ParsedResource ReadValid(string json)
    {
        var result = Read(json);
        Assert.That(result.Issues, Is.Empty, () => result.Issues[0].ToString());
        return result.Resource!;
    }

    /// <summary>Each fault as <c>code path</c>.</summary>
    public static IEnumerable<string> Faults(string json) => Read(json).Issues.Select(i => $"{i.Code} {i.Expression}");

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    public static string Compose(ParsedResource resource, string id = "1", long version = 1)
    {
        var buffer = new ArrayBufferWriter<byte>();
        resource.Write(buffer, id, version, SomeTime);
        Assert.That(buffer.WrittenCount, Is.EqualTo(resource.ComposedLength(id, version)));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
