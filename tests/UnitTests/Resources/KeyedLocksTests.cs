using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;

namespace FhirHub.UnitTests.Resources;

[TestFixture]
internal sealed class KeyedLocksTests
{
    private readonly KeyedLocks _locks = new();

    [Test]
    public async Task Nobody_waits_for_another_key()
    {
        using var large = await _locks.AcquireAllAsync([.. Enumerable.Range(0, 5000).Select(i => $"held/{i}")], CancellationToken.None);
        for (int i = 0; i < 5000; i++)
            (await _locks.AcquireAllAsync([$"other/{i}"], TimeSpan.Zero, CancellationToken.None)).Dispose();
    }

    [Test]
    public async Task Of_one_key_there_is_one_holder_at_a_time()
    {
        int inside = 0, most = 0;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            string[] keys = i % 2 == 0 ? ["a", "b", "a"] : ["b", "c", "a"];
            using var turn = await _locks.AcquireAllAsync(keys, CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        })));
        Assert.That(most, Is.EqualTo(1));
    }

    [Test]
    public async Task Who_waits_too_long_or_gives_up_leaves_nothing_behind()
    {
        var locks = new KeyedLocks();
        using (await locks.AcquireAllAsync(["b"], CancellationToken.None))
        {
            var busy = await Assert.ThrowsAsync<FhirException>(() => locks.AcquireAllAsync(["a", "b", "c"], TimeSpan.Zero, CancellationToken.None));
            Assert.That(busy!.Kind, Is.EqualTo(FaultKind.Transient));
            using var given = new CancellationTokenSource();
            var waiting = locks.AcquireAllAsync(["a", "b"], given.Token);
            await given.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
            Assert.That(locks.Count, Is.EqualTo(1));
        }

        Assert.That(locks.Count, Is.Zero);
    }
}
