using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Resources;

/// <summary>
/// Lets the writers of one resource on this node queue up instead of losing to each other in the database, where the
/// version number still decides between nodes. There is a lock for each key that somebody holds or waits for, and for no other.
/// </summary>
public sealed class KeyedLocks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Keys that somebody holds or waits for.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _queues.Count;
        }
    }

    internal Task<IDisposable> AcquireAsync(string key, CancellationToken cancellationToken) => AcquireAllAsync([key], Patience, cancellationToken);

    /// <summary>All of them, always in the same order, so that no two wait for each other.</summary>
    public Task<IDisposable> AcquireAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        AcquireAllAsync(keys, Patience, cancellationToken);

    /// <inheritdoc cref="AcquireAllAsync(IReadOnlyCollection{string}, CancellationToken)"/>
    /// <param name="patience">How long to wait, in all.</param>
    /// <exception cref="FhirException">Transient: others held one for longer than that.</exception>
    public async Task<IDisposable> AcquireAllAsync(IReadOnlyCollection<string> keys, TimeSpan patience, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        var turns = new Turns(this);
        try
        {
            IEnumerable<string> inOrder = keys.Count == 1 ? keys : keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            foreach (string key in inOrder)
            {
                var left = patience - TimeProvider.System.GetElapsedTime(start);
                await turns.TakeAsync(key, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            }

            return turns;
        }
        catch
        {
            turns.Dispose();
            throw;
        }
    }

    private Queue Join(string key)
    {
        lock (_gate)
        {
            if (!_queues.TryGetValue(key, out var queue))
                _queues[key] = queue = new Queue();
            queue.Members++;
            return queue;
        }
    }

    private void Leave(string key, Queue queue)
    {
        lock (_gate)
        {
            if (--queue.Members == 0)
                _queues.Remove(key);
        }
    }

    /// <summary>Who waits for one key, and who has it.</summary>
    private sealed class Queue
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>Changes under the gate alone.</summary>
        public int Members { get; set; }
    }

    private sealed class Turns(KeyedLocks locks) : IDisposable
    {
        private readonly List<(string Key, Queue Queue)> _held = [];

        public async Task TakeAsync(string key, TimeSpan patience, CancellationToken cancellationToken)
        {
            var queue = locks.Join(key);
            bool taken = false;
            try
            {
                taken = await queue.Turn.WaitAsync(patience, cancellationToken);
            }
            finally
            {
                if (taken)
                    _held.Add((key, queue));
                else
                    locks.Leave(key, queue);
            }

            if (!taken)
                throw FhirException.Transient("too-busy", "Too many writers wait for the same resources. Nothing was changed; try again.");
        }

        public void Dispose()
        {
            foreach (var (key, queue) in _held)
            {
                queue.Turn.Release();
                locks.Leave(key, queue);
            }

            _held.Clear();
        }
    }
}
