using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;

namespace FhirHub.UnitTests.Regional.Operations;

/// <summary>What fails is tried again, ever more rarely.</summary>
[TestFixture]
internal sealed class PostponementsTests
{
    private static readonly ResourceKey One = new("Task", "1");
    private readonly StillClock _clock = new();

    [Test]
    public void The_interval_doubles_from_two_seconds_to_an_hour()
    {
        var postponed = new Postponements(_clock);
        var intervals = new List<double>();
        for (int i = 0; i < 14; i++)
        {
            postponed.Failed(One);
            double waited = 0;
            for (; !postponed.IsDue(One); waited++)
                _clock.Now += TimeSpan.FromSeconds(1);
            intervals.Add(waited);
        }

        Assert.That(intervals, Is.EqualTo(new[] { 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600 }));
    }

    [Test]
    public void What_was_done_and_what_never_failed_is_due()
    {
        var postponed = new Postponements(_clock);
        Assert.That(postponed.IsDue(One));
        postponed.Failed(One);
        postponed.Done(One);
        Assert.That(postponed.IsDue(One));
    }

    [Test]
    public void What_nobody_asks_about_is_forgotten()
    {
        var postponed = new Postponements(_clock);
        postponed.Failed(One);
        postponed.Failed(One);
        _clock.Now += TimeSpan.FromHours(3);
        postponed.Forget();
        postponed.Failed(One);
        _clock.Now += TimeSpan.FromSeconds(2);
        Assert.That(postponed.IsDue(One), "as after a first failure");
    }

    private sealed class StillClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
