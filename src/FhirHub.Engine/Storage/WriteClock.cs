using System.Security.Cryptography;

namespace FhirHub.Engine.Storage;

/// <summary>
/// Gives every write its stamp: the time in milliseconds since 1970, a counter within the millisecond, and a number drawn for this
/// node. Stamps of a node only grow. A write is in flight from its first stamp until it is known whether it was committed, so that a
/// snapshot can tell what it does not hold; one whose outcome stays unknown, until the database has given it up.
/// </summary>
public sealed class WriteClock(TimeProvider time)
{
    private const int CounterBits = 10;
    private const int NodeBits = 10;

    /// <summary>How far ahead of its own a node follows the clock of another.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(5);

    /// <summary>MongoDB ends a transaction that nobody goes on with after a minute (transactionLifetimeLimitSeconds).</summary>
    private static readonly TimeSpan TransactionLifetime = TimeSpan.FromSeconds(60);

    private readonly long _node = RandomNumberGenerator.GetInt32(1 << NodeBits);
    private readonly Lock _gate = new();
    private readonly HashSet<WriteFlight> _flights = [];
    private long _last;

    /// <summary>A write begins; it has no stamp yet. Dispose it when its outcome is known, or given up on.</summary>
    public WriteFlight Begin() => new(this);

    /// <summary>The state that a search sees now.</summary>
    /// <param name="own">A write whose outcome the search belongs to: it counts as there already.</param>
    public Snapshot Now(WriteFlight? own = null)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _flights.RemoveWhere(f => f.Until <= now);
            long[] inFlight = [.. _flights.Where(f => f != own).Select(f => f.Stamp).Order()];
            // Stamps of this node only grow: what comes is later than this.
            return new Snapshot(Next(0), inFlight);
        }
    }

    /// <summary>A stamp of another node, whose clock may be ahead: this node's stamps go on behind it.</summary>
    public void Observe(long stamp)
    {
        lock (_gate)
        {
            if (TimeOf(stamp) <= time.GetUtcNow().UtcDateTime + MostAhead)
                _last = Math.Max(_last, stamp | _node);
        }
    }

    /// <summary>Its milliseconds as <c>lastUpdated</c>, UTC.</summary>
    public static DateTime TimeOf(long stamp) => DateTime.UnixEpoch.AddMilliseconds(stamp >> (CounterBits + NodeBits));

    internal void Stamp(WriteFlight flight, long after)
    {
        lock (_gate)
        {
            _flights.Add(flight);
            flight.Stamp = Next(after);
        }
    }

    internal void End(WriteFlight flight)
    {
        lock (_gate)
        {
            if (flight.Until is null)
                _flights.Remove(flight);
        }
    }

    internal void Doubt(WriteFlight flight)
    {
        lock (_gate)
            flight.Until = time.GetUtcNow() + TransactionLifetime;
    }

    /// <summary>Later than all before, and in a later millisecond than <paramref name="after"/>: versions of one resource never share a time.</summary>
    private long Next(long after)
    {
        long now = (time.GetUtcNow().ToUnixTimeMilliseconds() << (CounterBits + NodeBits)) | _node;
        long counted = _last + (1L << NodeBits);
        long behind = after == 0 ? 0 : (((after >> (CounterBits + NodeBits)) + 1) << (CounterBits + NodeBits)) | _node;
        return _last = Math.Max(now, Math.Max(counted, behind));
    }
}
