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

    /// <summary>Queries for rows so far.</summary>
    public int Queries { get; set; }

    /// <summary>The latest stamp met that is younger than the moment; 0 for none.</summary>
    public long Younger { get; private set; }

    public bool IsOfOneMoment => Younger == 0;

    public void Meet(long stamp)
    {
        if (!at.Sees(stamp))
            Younger = Math.Max(Younger, stamp);
    }
}
