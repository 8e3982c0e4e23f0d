using FhirHub.Engine.Storage;

namespace FhirHub.UnitTests.Storage;

[TestFixture]
internal sealed class WriteClockTests
{
    private readonly WriteClock _clock = new(TimeProvider.System);

    [Test]
    public void Stamps_only_grow_and_never_repeat()
    {
        using var flight = _clock.Begin();
        long[] stamps = [.. Enumerable.Range(0, 5000).Select(_ => flight.Next(0))];
        Assert.That(stamps, Is.Ordered.Ascending);
        Assert.That(stamps, Is.Unique);
    }

    [Test]
    public void A_stamp_is_in_a_later_millisecond_than_the_one_it_follows()
    {
        using var flight = _clock.Begin();
        long first = flight.Next(0);
        long ahead = first + (10L << 30);
        long next = flight.Next(ahead);
        Assert.That(WriteClock.TimeOf(next), Is.GreaterThan(WriteClock.TimeOf(ahead)));
    }

    [Test]
    public void A_snapshot_sees_what_is_done_and_not_what_is_in_flight_or_comes_later()
    {
        var done = _clock.Begin();
        long before = done.Next(0);
        done.Dispose();
        using var flying = _clock.Begin();
        long during = flying.Next(0);
        var snapshot = _clock.Now();
        using var later = _clock.Begin();
        long after = later.Next(0);
        Assert.Multiple(() =>
        {
            Assert.That(snapshot.Sees(before), Is.True);
            Assert.That(snapshot.Sees(during), Is.False);
            Assert.That(snapshot.Sees(after), Is.False);
        });
    }

    [Test]
    public void A_new_attempt_of_a_write_in_flight_is_later_than_the_snapshot()
    {
        using var flying = _clock.Begin();
        long first = flying.Next(0);
        var snapshot = _clock.Now();
        Assert.That(snapshot.Sees(first), Is.False);
        Assert.That(snapshot.Sees(flying.Next(0)), Is.False);
    }

    [Test]
    public void A_write_of_unknown_outcome_stays_in_flight_until_the_database_has_given_it_up()
    {
        var time = new AdjustableTime();
        var clock = new WriteClock(time);
        long lost;
        using (var flight = clock.Begin())
        {
            lost = flight.Next(0);
            flight.Doubt();
        }

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(clock.Now().Sees(lost), Is.False);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(clock.Now().Sees(lost), Is.True);
        Assert.That(clock.Now().InFlight, Is.Empty);
    }

    private sealed class AdjustableTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
