using System.Buffers;
using System.Buffers.Text;
using System.Text;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>
/// A resource as its sender wrote it, literals and escapes byte for byte, without white space and without what the server owns (id,
/// versionId, lastUpdated). Written out with the server's values in front.
/// </summary>
public sealed class ParsedResource
{
    internal const int TimestampLength = 24;

    public required TypeSchema Schema { get; init; }

    public string Type => Schema.Name;

    /// <summary>The id its sender gave.</summary>
    public required string? Id { get; init; }

    /// <summary>The members, joined by commas, except resourceType, id and meta; may be empty.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The members of meta, joined by commas, except versionId and lastUpdated with their siblings; may be empty.</summary>
    public required ReadOnlyMemory<byte> Meta { get; init; }

    public required string? ClientVersionId { get; init; }

    public required string? ClientLastUpdated { get; init; }

    /// <summary>
    /// The distinct relative references (<c>Type/id</c>, a version stripped) in any Reference.reference of it, contained and bundled
    /// resources included. Not fragments, absolute URLs, queries or urn:.
    /// </summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The bytes <see cref="Write"/> writes.</summary>
    public int ComposedLength(string id, long version) =>
        "{\"resourceType\":\"\",\"id\":\"\",\"meta\":{\"versionId\":\"\",\"lastUpdated\":\"\"}}"u8.Length +
        Type.Length + id.Length + DigitCount(version) + TimestampLength +
        (Meta.IsEmpty ? 0 : Meta.Length + 1) + (Body.IsEmpty ? 0 : Body.Length + 1);

    /// <summary>Writes the whole resource with the server's id, version and time (in UTC, to the millisecond).</summary>
    /// <param name="id">A FHIR id: ASCII that needs no escapes.</param>
    public void Write(IBufferWriter<byte> to, string id, long version, DateTimeOffset lastUpdated)
    {
        var span = to.GetSpan(ComposedLength(id, version));
        var rest = span;
        Append(ref rest, "{\"resourceType\":\""u8);
        rest = rest[Encoding.UTF8.GetBytes(Type, rest)..];
        Append(ref rest, "\",\"id\":\""u8);
        rest = rest[Encoding.UTF8.GetBytes(id, rest)..];
        Append(ref rest, "\",\"meta\":{\"versionId\":\""u8);
        Utf8Formatter.TryFormat(version, rest, out var digits);
        rest = rest[digits..];
        Append(ref rest, "\",\"lastUpdated\":\""u8);
        lastUpdated.UtcDateTime.TryFormat(rest, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        rest = rest[written..];
        Append(ref rest, "\""u8);
        AppendMembers(ref rest, Meta.Span);
        Append(ref rest, "}"u8);
        AppendMembers(ref rest, Body.Span);
        Append(ref rest, "}"u8);
        to.Advance(span.Length - rest.Length);
    }

    private static void AppendMembers(ref Span<byte> rest, ReadOnlySpan<byte> members)
    {
        if (members.IsEmpty)
            return;
        Append(ref rest, ","u8);
        Append(ref rest, members);
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    private static int DigitCount(long value)
    {
        var count = 1;
        while ((value /= 10) > 0)
            count++;
        return count;
    }
}
