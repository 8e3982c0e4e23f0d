namespace FhirHub.Engine.Structure;

/// <summary>Minified JSON. It copies tokens of its input, so a buffer as long as the input always suffices.</summary>
internal ref struct JsonOutput(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    /// <summary>While above zero nothing is written: members the server writes itself, and those at fault.</summary>
    public int Muted { get; set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void Byte(byte value)
    {
        if (Muted == 0)
            _buffer[Length++] = value;
    }

    public void Raw(ReadOnlySpan<byte> token)
    {
        if (Muted != 0)
            return;
        token.CopyTo(_buffer[Length..]);
        Length += token.Length;
    }

    /// <summary>A string token whose escapes stay as they came.</summary>
    public void String(ReadOnlySpan<byte> raw)
    {
        if (Muted != 0)
            return;
        var to = _buffer.Slice(Length, raw.Length + 2);
        to[0] = (byte)'"';
        raw.CopyTo(to[1..]);
        to[^1] = (byte)'"';
        Length += to.Length;
    }

    /// <summary>A member name, which needs no escapes, and its colon; after a comma unless it is the first.</summary>
    public void Name(ReadOnlySpan<byte> name, bool isFirst)
    {
        if (Muted != 0)
            return;
        var to = _buffer.Slice(Length, name.Length + (isFirst ? 3 : 4));
        if (!isFirst)
        {
            to[0] = (byte)',';
            to = to[1..];
        }
        to[0] = (byte)'"';
        name.CopyTo(to[1..]);
        to[^2] = (byte)'"';
        to[^1] = (byte)':';
        Length += name.Length + (isFirst ? 3 : 4);
    }
}
