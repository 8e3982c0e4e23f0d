namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Whether it is worth while to read what is current and to look afterwards if a write came in between. Where writes did, the next searches
/// read at a moment straight away: twice as many after each failure in a row.
/// </summary>
internal sealed class Stillness
{
    private const int MostSkipped = 64;
    private int _skip;
    private int _penalty;

    /// <summary>Whether this search should try; one that should not is counted as skipped.</summary>
    public bool TakeTurn() => Volatile.Read(ref _skip) <= 0 || Interlocked.Decrement(ref _skip) < 0;

    /// <param name="still">Whether a try met no write.</param>
    public void Learn(bool still)
    {
        int penalty = still ? 0 : Math.Clamp(Volatile.Read(ref _penalty) * 2, 1, MostSkipped);
        Volatile.Write(ref _penalty, penalty);
        Volatile.Write(ref _skip, penalty);
    }
}
