using System.Buffers;

namespace FhirHub.Engine.Resources;

/// <summary>A writer's target of known length, so that what is written need not be copied again.</summary>
internal sealed class ExactBuffer(int length) : IBufferWriter<byte>
{
    private int _written;

    /// <summary>What was written; its length is exact once all is.</summary>
    public byte[] Bytes { get; } = new byte[length];

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Bytes.AsMemory(_written);

    public Span<byte> GetSpan(int sizeHint = 0) => Bytes.AsSpan(_written);
}
