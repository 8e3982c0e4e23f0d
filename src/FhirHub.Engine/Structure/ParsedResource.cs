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

    /// <summary>
    /// The distinct relative references <c>Type/id</c>, versions stripped, in the order in which they come. As in the other lists: the
    /// type is one of R4, and they stand in any Reference.reference, those of contained and bundled resources included. In no list are
    /// fragments (<c>#id</c>) and texts of other forms, such as a type R4 does not have.
    /// </summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>Those of them that name a version, distinct by key and version; the key is in <see cref="References"/> as well.</summary>
    public required IReadOnlyList<VersionReference> VersionReferences { get; init; }

    /// <summary>
    /// The distinct references, as written, that mean something only within a transaction: conditional ones (<c>Type?query</c>) and
    /// <c>urn:uuid:</c> or <c>urn:oid:</c>. In a resource stored on its own they can never be resolved; in a stored Bundle a urn may be
    /// the fullUrl of one of its entries.
    /// </summary>
    public required IReadOnlyList<string> UnresolvableReferences { get; init; }

    /// <summary>
    /// The distinct references, as written, that are URLs of http or https: to other servers, or to this one by its own address, which
    /// only the server knows. A version or fragment stays part of the text.
    /// </summary>
    public required IReadOnlyList<string> AbsoluteReferences { get; init; }

    /// <summary>The text that it was read from, where somebody can be told of lines and columns in it; null where nobody can.</summary>
    public SentText? Sent { get; private set; }

    /// <summary>The same, read from a text that its sender has too.</summary>
    public ParsedResource From(SentText? sent)
    {
        Sent = sent;
        return this;
    }

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
