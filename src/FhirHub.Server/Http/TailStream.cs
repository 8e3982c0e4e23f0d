namespace FhirHub.Server.Http;

/// <summary>Reads another stream and remembers the last four bytes that came out of it.</summary>
internal sealed class TailStream(Stream source) : Stream
{
    private readonly byte[] _last = new byte[4];
    private int _count;

    public Stream Source => source;

    /// <summary>Four bytes, or fewer of a shorter stream.</summary>
    public ReadOnlySpan<byte> Last => _last.AsSpan(4 - _count);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("The position is not kept.");
        set => throw new NotSupportedException("The stream only goes forward.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await source.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only read asynchronously.");

    /// <summary>Reads what is left.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        byte[] rest = new byte[4096];
        while (await ReadAsync(rest, cancellationToken) > 0)
        {
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The stream only goes forward.");

    public override void SetLength(long value) => throw new NotSupportedException("The stream is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is only read.");

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes.Length > 4 ? bytes[^4..] : bytes;
        _last.AsSpan(tail.Length).CopyTo(_last);
        tail.CopyTo(_last.AsSpan(4 - tail.Length));
        _count = Math.Min(4, _count + tail.Length);
    }
}
