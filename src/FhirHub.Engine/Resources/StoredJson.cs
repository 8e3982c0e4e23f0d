using System.Runtime.CompilerServices;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Resources;

/// <summary>The UTF-8 JSON of a stored version: at hand, or read part by part when it is large.</summary>
public sealed class StoredJson
{
    private readonly byte[]? _inline;
    private readonly ChunkedPayload? _chunked;
    private readonly Payloads? _payloads;
    private readonly Func<CancellationToken, Task<byte[]>>? _load;

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

    /// <summary>Content that is read when it is asked for, each time.</summary>
    internal StoredJson(long length, Func<CancellationToken, Task<byte[]>> load)
    {
        _load = load;
        Length = length;
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>The whole content where it is at hand without a further read.</summary>
    public ReadOnlyMemory<byte>? Inline => _inline;

    /// <summary>The content in order, in parts of bounded size.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_chunked is null)
        {
            yield return _inline ?? await _load!(cancellationToken);
            yield break;
        }

        await foreach (var part in _payloads!.ReadChunksAsync(_chunked, cancellationToken))
            yield return part;
    }

    /// <summary>The whole content in memory.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> LoadAsync(CancellationToken cancellationToken)
    {
        if (_chunked is null)
            return _inline ?? await _load!(cancellationToken);
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
