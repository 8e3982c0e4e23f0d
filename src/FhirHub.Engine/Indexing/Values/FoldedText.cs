namespace FhirHub.Engine.Indexing.Values;

/// <summary>Takes a folded text piece by piece, collapses its white space, and ends where the buffer does.</summary>
internal ref struct FoldedText(Span<char> buffer)
{
    private readonly Span<char> _buffer = buffer;
    private bool _isSpaceDue;

    public int Length { get; private set; }

    public bool IsFull { get; private set; }

    public void Append(scoped ReadOnlySpan<char> piece)
    {
        for (var i = 0; i < piece.Length && !IsFull; i++)
        {
            // Half a code point at the end would not be Unicode any more.
            var isPair = char.IsHighSurrogate(piece[i]) && i + 1 < piece.Length;
            IsFull = isPair && _buffer.Length - Length < (_isSpaceDue ? 3 : 2);
            Append(piece[i]);
        }
    }

    public void Append(char c)
    {
        if (char.IsWhiteSpace(c) || char.IsControl(c))
        {
            _isSpaceDue = Length > 0;
            return;
        }
        IsFull |= _buffer.Length - Length < (_isSpaceDue ? 2 : 1);
        if (IsFull)
            return;
        if (_isSpaceDue)
            _buffer[Length++] = ' ';
        _isSpaceDue = false;
        _buffer[Length++] = c;
    }
}
