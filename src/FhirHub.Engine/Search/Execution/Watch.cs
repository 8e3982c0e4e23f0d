using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Tells whether queries that ran one after the other have seen one moment: nothing that they read is younger than it. What was superseded
/// since then has to be asked at their end.
/// </summary>
/// <param name="at">The moment, taken before the first of them.</param>
internal sealed class Watch(Snapshot at)
{
    public Snapshot At => at;

    private int _answers;
    private long _younger;

    /// <summary>Answers that rows came in so far: what came in several may be of several moments.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>The latest stamp met that is younger than the moment; 0 for none.</summary>
    public long Younger => Volatile.Read(ref _younger);

    public bool IsOfOneMoment => Younger == 0;

    /// <summary>The database is asked for rows, or for more of them; by several queries at once, maybe.</summary>
    public void Ask() => Interlocked.Increment(ref _answers);

    /// <summary>A row was read.</summary>
    public void Meet(long stamp)
    {
        if (at.Sees(stamp))
            return;
        long known;
        do
            known = Younger;
        while (stamp > known && Interlocked.CompareExchange(ref _younger, stamp, known) != known);
    }
}
