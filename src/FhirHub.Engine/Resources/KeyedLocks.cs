using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Resources;

/// <summary>
/// Lets the writers of one resource on this node queue up instead of losing to each other in the database, where the
/// version number still decides between nodes. A fixed number of locks: two resources may share one, which only costs time.
/// </summary>
public sealed class KeyedLocks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    internal async Task<Releaser> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        var slot = _locks[SlotOf(key)];
        return await slot.WaitAsync(Patience, cancellationToken)
            ? new Releaser(slot)
            : throw FhirException.Transient("too-busy", $"Too many writers wait for {key}. Nothing was changed; try again.");
    }

    /// <summary>All of them, always in the same order, so that no two wait for each other.</summary>
    public Task<IDisposable> AcquireAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        AcquireAllAsync(keys, Patience, cancellationToken);

    /// <inheritdoc cref="AcquireAllAsync(IReadOnlyCollection{string}, CancellationToken)"/>
    /// <param name="patience">How long to wait for each.</param>
    public async Task<IDisposable> AcquireAllAsync(IReadOnlyCollection<string> keys, TimeSpan patience, CancellationToken cancellationToken)
    {
        var turns = new Turns();
        try
        {
            foreach (int slot in keys.Select(SlotOf).Distinct().Order())
            {
                if (!await _locks[slot].WaitAsync(patience, cancellationToken))
                    throw FhirException.Transient("too-busy", "Too many writers wait for the same resources. Nothing was changed; try again.");
                turns.Add(_locks[slot]);
            }

            return turns;
        }
        catch
        {
            turns.Dispose();
            throw;
        }
    }

    private int SlotOf(string key) => (int)((uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_locks.Length);

    private sealed class Turns : IDisposable
    {
        private readonly List<SemaphoreSlim> _held = [];

        public void Add(SemaphoreSlim slot) => _held.Add(slot);

        public void Dispose()
        {
            foreach (var slot in _held)
                slot.Release();
            _held.Clear();
        }
    }

    internal readonly struct Releaser(SemaphoreSlim slot) : IDisposable
    {
        public void Dispose() => slot.Release();
    }
}
