namespace FhirHub.Engine.Storage;

/// <summary>A moment to which the pages of a search refer.</summary>
/// <param name="Time">The last stamp that it holds.</param>
/// <param name="InFlight">Earlier stamps whose writes were not yet committed at that moment, ascending.</param>
/// <remarks>
/// It knows what is in flight on its own node. Of a write in flight on another node at that very moment it may see the
/// result too early; clocks of nodes have to agree within the time a client takes from one page to the next.
/// </remarks>
public sealed record Snapshot(long Time, IReadOnlyList<long> InFlight)
{
    /// <summary>Whether what was written with this stamp was there already.</summary>
    public bool Sees(long stamp) => stamp <= Time && !InFlight.Contains(stamp);
}
