namespace FhirHub.Engine.Validation.Instances;

/// <summary>Turns offsets of a body into lines and columns, with one search for line ends however many issues there are.</summary>
internal sealed class SourcePlaces(ReadOnlyMemory<byte> source)
{
    private int[]? _lines;

    /// <summary>From 1; the column in bytes.</summary>
    public (int Line, int Column) Of(int offset)
    {
        var lines = _lines ??= FindLines();
        var found = Array.BinarySearch(lines, offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - lines[line] + 1);
    }

    private int[] FindLines()
    {
        var starts = new List<int> { 0 };
        var text = source.Span;
        for (var i = 0; i < text.Length; i++)
            if (text[i] == (byte)'\n')
                starts.Add(i + 1);
        return [.. starts];
    }
}
