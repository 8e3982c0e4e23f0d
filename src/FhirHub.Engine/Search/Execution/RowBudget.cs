namespace FhirHub.Engine.Search.Execution;

/// <summary>Bounds what rows at hand bring along: where it is too much, further ones are kept bare, and the rest of them is read when it is wanted.</summary>
internal sealed class RowBudget
{
    private const long MostBytes = 8 * 1024 * 1024;

    private long _bytes;

    public RowDocument Keep(RowDocument row)
    {
        _bytes += row.BytesAlong;
        return _bytes <= MostBytes ? row : row.Bare();
    }

    /// <summary>The same for entries alone.</summary>
    public RowDocument KeepEntries(RowDocument row)
    {
        _bytes += row.EntryBytes;
        return _bytes <= MostBytes || row.Tokens is null ? row : row.WithoutEntries();
    }
}
