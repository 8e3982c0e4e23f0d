using FhirHub.Engine.Errors;

namespace FhirHub.Server.Http;

/// <summary>
/// Bounds the bytes of large bodies that are in work at the same time, since each costs a multiple of its size until it is stored.
/// Small bodies pass freely.
/// </summary>
internal sealed class LargeBodyGate(long limit)
{
    private const int Large = 1024 * 1024;
    private readonly long _limit = limit;
    private long _inWork;

    /// <summary>Counts the bytes of a request until it ends.</summary>
    public Lease Enter() => new(this);

    internal sealed class Lease(LargeBodyGate gate) : IDisposable
    {
        private long _counted;

        /// <param name="length">Bytes of the body so far.</param>
        /// <exception cref="FhirException">Transient: too much is in work already.</exception>
        public void Grow(long length)
        {
            if (length < Large || length <= _counted)
                return;
            long more = length - _counted;
            _counted = length;
            // One body alone always passes: the limit of a single body is another one.
            if (Interlocked.Add(ref gate._inWork, more) is long all && all > gate._limit && all > _counted)
                throw FhirException.Transient("server-busy", "The server is at work on too many large requests. Nothing was changed; try again.");
        }

        public void Dispose()
        {
            Interlocked.Add(ref gate._inWork, -_counted);
            _counted = 0;
        }
    }
}
