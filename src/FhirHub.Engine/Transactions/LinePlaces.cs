namespace FhirHub.Engine.Transactions;

/// <summary>Lines and columns of a text, from 1. Lines are counted once, block by block, so that a place costs no more than a block.</summary>
internal sealed class LinePlaces(ReadOnlyMemory<byte> text)
{
    private const int BlockSize = 16 * 1024;
    private Block[]? _blocks;

    private Block[] Blocks => _blocks ??= Count();

    /// <summary>Where a byte is.</summary>
    /// <param name="offset">From 0; the text's length is the place behind it.</param>
    public (int Line, int Column) Of(int offset)
    {
        int index = offset / BlockSize, start = index * BlockSize;
        var block = Blocks[index];
        var before = text.Span[start..offset];
        int last = before.LastIndexOf((byte)'\n');
        return (block.Lines + before.Count((byte)'\n') + 1, offset - (last < 0 ? block.LineStart : start + last + 1) + 1);
    }

    /// <summary>Where a line begins, in bytes from 0.</summary>
    public int OffsetOf(int line)
    {
        if (line <= 1)
            return 0;
        // The last block with fewer ends of lines before it: in it, the line before this one ends.
        int index = 0;
        for (int step = Blocks.Length; step > 0; step /= 2)
        {
            while (index + step < Blocks.Length && Blocks[index + step].Lines < line - 1)
                index += step;
        }

        int offset = index * BlockSize;
        for (int missing = line - 1 - Blocks[index].Lines; missing > 0; missing--)
            offset += text.Span[offset..].IndexOf((byte)'\n') + 1;
        return offset;
    }

    private Block[] Count()
    {
        var blocks = new Block[text.Length / BlockSize + 1];
        int lines = 0, lineStart = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new Block(lines, lineStart);
            int start = i * BlockSize;
            var part = text.Span[start..Math.Min(text.Length, start + BlockSize)];
            lines += part.Count((byte)'\n');
            if (part.LastIndexOf((byte)'\n') is var last and >= 0)
                lineStart = start + last + 1;
        }

        return blocks;
    }

    /// <summary>What comes before a block.</summary>
    /// <param name="Lines">Line ends.</param>
    /// <param name="LineStart">Where the line begins that goes on in the block.</param>
    private readonly record struct Block(int Lines, int LineStart);
}
