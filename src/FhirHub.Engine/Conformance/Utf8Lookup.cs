using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace FhirHub.Engine.Conformance;

/// <summary>A fixed set of names, found by their UTF-8 bytes without allocating: the index of each is its place in the list given.</summary>
internal sealed class Utf8Lookup
{
    private readonly byte[][] _names;
    // Open addressing: index + 1, or 0 for an empty slot. At most half full.
    private readonly ushort[] _slots;

    public Utf8Lookup(IReadOnlyCollection<string> names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _slots = new ushort[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, _names.Length * 2))];
        for (var i = 0; i < _names.Length; i++)
        {
            var slot = Hash(_names[i]) & (_slots.Length - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = (ushort)(i + 1);
        }
    }

    public ReadOnlyMemory<byte> this[int index] => _names[index];

    /// <summary>The index of <paramref name="name"/>, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        var slots = _slots;
        for (var slot = Hash(name) & (slots.Length - 1); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
            if (name.SequenceEqual(_names[slots[slot] - 1]))
                return slots[slot] - 1;
        return -1;
    }

    public int IndexOf(string name)
    {
        // No name of R4 is longer: what does not fit is not there.
        Span<byte> utf8 = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(name, utf8, out var written) ? IndexOf(utf8[..written]) : -1;
    }

    // Both ends and the length tell the names of one type apart; the middle is left to SequenceEqual.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        ulong mixed;
        if (name.Length >= 8)
            mixed = BinaryPrimitives.ReadUInt64LittleEndian(name) ^
                BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]), 29);
        else if (name.Length >= 4)
            mixed = BinaryPrimitives.ReadUInt32LittleEndian(name) ^
                ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]) << 32);
        else if (name.Length > 0)
            mixed = name[0] | ((ulong)name[name.Length / 2] << 8) | ((ulong)name[^1] << 16);
        else
            mixed = 0;
        return (int)(((mixed + (ulong)name.Length) * 0x9E3779B97F4A7C15UL) >> 40);
    }
}
