namespace FhirHub.Engine.Structure;

/// <summary>The byte order mark some senders put before UTF-8, which JSON texts and XML documents do without.</summary>
public static class Utf8Bom
{
    /// <summary>The same bytes from behind a byte order mark; all of them when there is none. Copies nothing.</summary>
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> utf8) => utf8[Length(utf8.Span)..];

    /// <summary>The bytes a mark at the start takes: 3 or 0.</summary>
    internal static int Length(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
}
