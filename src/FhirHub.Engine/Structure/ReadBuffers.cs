namespace FhirHub.Engine.Structure;

/// <summary>What reading needs besides its output, kept from one body to the next.</summary>
internal sealed class ReadBuffers
{
    private const int KeptText = 64 * 1024;

    private byte[] _text = new byte[1024];

    public ElementPath Path { get; } = new();

    public MemberTally Tally { get; } = new();

    public ReferenceSet References { get; } = new();

    /// <summary>Room for one string without its escapes.</summary>
    public Span<byte> Text(int length)
    {
        if (_text.Length < length)
            _text = new byte[length];
        return _text.AsSpan(0, length);
    }

    public void Reset()
    {
        Path.Reset();
        Tally.Reset();
        References.Reset();
        if (_text.Length > KeptText)
            _text = new byte[1024];
    }
}
