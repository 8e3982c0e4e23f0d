using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Resources;

/// <summary>
/// Lets the writers of one resource on this node queue up instead of losing to each other in the database, where the
/// version number still decides between nodes. A fixed number of locks: two resources may share one, which only costs time.
/// </summary>
internal sealed class KeyedLocks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<Releaser> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        var slot = _locks[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_locks.Length];
        return await slot.WaitAsync(Patience, cancellationToken)
            ? new Releaser(slot)
            : throw FhirException.Transient("too-busy", $"Too many writers wait for {key}. Nothing was changed; try again.");
    }

    public readonly struct Releaser(SemaphoreSlim slot) : IDisposable
    {
        public void Dispose() => slot.Release();
    }
}
