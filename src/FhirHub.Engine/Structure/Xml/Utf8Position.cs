namespace FhirHub.Engine.Structure.Xml;

/// <summary>Finds the byte at a line and column; positions must be asked for in ascending order, so that a document is walked once.</summary>
internal sealed class Utf8Position(ReadOnlyMemory<byte> utf8)
{
    private int _line = 1;
    private int _column = 1;
    private int _offset;

    /// <param name="line">From 1; CR, LF and CR LF each end a line.</param>
    /// <param name="column">From 1, in UTF-16 code units.</param>
    public int OffsetOf(int line, int column)
    {
        var bytes = utf8.Span;
        while (_line < line)
        {
            _offset += bytes[_offset..].IndexOfAny((byte)'\r', (byte)'\n') + 1;
            if (bytes[_offset - 1] == '\r' && _offset < bytes.Length && bytes[_offset] == '\n')
                _offset++;
            _line++;
            _column = 1;
        }

        while (_column < column)
        {
            var length = bytes[_offset] switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
            _column += length == 4 ? 2 : 1;
            _offset += length;
        }

        return _offset;
    }
}
