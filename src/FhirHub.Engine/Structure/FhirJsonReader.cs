using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>
/// Reads one resource in JSON, https://hl7.org/fhir/R4/json.html: checks it against the base structure of R4 and minifies it, in one pass
/// over the bytes. Values are copied, never converted.
/// </summary>
public static class FhirJsonReader
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = int.MaxValue };

    // The pool keeps what it is given: a few bodies of 50 MB would stay in memory for good.
    private const int LargestPooled = 1024 * 1024;

    // One reader works on a thread at a time, so its buffers serve the next body on that thread.
    [ThreadStatic]
    private static ReadBuffers? _buffers;

    /// <param name="utf8Json">The body; a byte order mark is skipped.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> utf8Json, ReadLimits limits)
    {
        var faults = new FaultList(utf8Json, limits.MaxIssues);
        var start = Utf8Bom.Length(utf8Json.Span);
        if (!IsText(utf8Json.Span, start, faults))
            return new ReadResult(null, faults.Issues);

        var buffers = _buffers ?? new ReadBuffers();
        _buffers = null;
        buffers.Reset();
        var isPooled = utf8Json.Length <= LargestPooled;
        var output = isPooled ? ArrayPool<byte>.Shared.Rent(utf8Json.Length) : GC.AllocateUninitializedArray<byte>(utf8Json.Length);
        try
        {
            var resource = Walk(utf8Json.Span[start..], start, output, buffers, faults, limits);
            return new ReadResult(faults.Any ? null : resource, faults.Issues);
        }
        finally
        {
            if (isPooled)
                ArrayPool<byte>.Shared.Return(output);
            _buffers = buffers;
        }
    }

    private static ParsedResource? Walk(
        ReadOnlySpan<byte> json, int start, byte[] output, ReadBuffers buffers, FaultList faults, ReadLimits limits)
    {
        var walk = new JsonWalk(new Utf8JsonReader(json, Options), start, output, buffers, faults, limits.MaxDepth);
        try
        {
            return walk.Document(json);
        }
        catch (ReadAbortedException)
        {
            return null;
        }
        catch (JsonException e)
        {
            faults.AddFatal("malformed-json", "The body is not JSON: " + Reason(e), null, start + Offset(json, e));
            return null;
        }
    }

    private static bool IsText(ReadOnlySpan<byte> body, int start, FaultList faults)
    {
        var json = body[start..];
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            faults.AddFatal("empty-body", "The body is empty; a resource in JSON was expected.", null, 0);
            return false;
        }
        if (Utf8.IsValid(json))
            return true;
        Span<char> text = stackalloc char[256];
        var at = 0;
        while (Utf8.ToUtf16(json[at..], text, out var read, out _, replaceInvalidSequences: false) != OperationStatus.InvalidData)
            at += read;
        Utf8.ToUtf16(json[at..], text, out var valid, out _, replaceInvalidSequences: false);
        faults.AddFatal("invalid-utf8", "The body is not UTF-8 text.", null, start + at + valid);
        return false;
    }

    private static long Offset(ReadOnlySpan<byte> json, JsonException e)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
            offset += json[offset..].IndexOf((byte)'\n') + 1;
        return offset + (e.BytePositionInLine ?? 0);
    }

    /// <summary>The parser's own words, without the position that follows them.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
