using System.Runtime.CompilerServices;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Resources;

/// <summary>The UTF-8 JSON of a stored version: at hand, or read part by part when it is large.</summary>
public sealed class StoredJson
{
    private readonly byte[]? _inline;
    private readonly ChunkedPayload? _chunked;
    private readonly Payloads? _payloads;

    internal StoredJson(byte[] inline)
    {
        _inline = inline;
        Length = inline.Length;
    }

    internal StoredJson(ChunkedPayload chunked, Payloads payloads)
    {
        _chunked = chunked;
        _payloads = payloads;
        Length = chunked.Length;
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>The whole content where it is at hand without a further read.</summary>
    public ReadOnlyMemory<byte>? Inline => _inline;

    /// <summary>The content in order, in parts of bounded size.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_inline is not null)
        {
            yield return _inline;
            yield break;
        }

        await foreach (var part in _payloads!.ReadChunksAsync(_chunked!, cancellationToken))
            yield return part;
    }

    /// <summary>The whole content in memory.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> LoadAsync(CancellationToken cancellationToken)
    {
        if (_inline is not null)
            return _inline;
        byte[] all = new byte[Length];
        int at = 0;
        await foreach (var part in PartsAsync(cancellationToken))
        {
            part.CopyTo(all.AsMemory(at));
            at += part.Length;
        }

        return all;
    }
}
