using System.Buffers;

namespace FhirHub.Server.Http;

/// <summary>
/// Memory that grows as a body arrives, never on the word of its Content-Length. Small arrays come from the shared pool; large
/// ones do not go there, since it would keep them.
/// </summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int LargestPooled = 1024 * 1024;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    public int Length => _length;

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_length == _bytes.Length)
                Grow();
            return _bytes.AsMemory(_length);
        }
    }

    public void Advance(int count) => _length += count;

    public void Dispose()
    {
        Release(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow()
    {
        int size = (int)Math.Min(_bytes.Length * 2L, Array.MaxLength);
        byte[] larger = size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        Memory.Span.CopyTo(larger);
        Release(_bytes);
        _bytes = larger;
    }

    private static void Release(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= LargestPooled)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
