using FhirHub.Regional.Booking;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Regional.Booking;

/// <summary>Laws of templates: what they ask for lies within their sessions, and the share that is reserved is kept.</summary>
[TestFixture]
internal sealed class PlannedSourceTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    [Test]
    public void Sources_lie_within_their_session_and_do_not_overlap() =>
        Prop.ForAll<(byte, byte), (byte, byte)>((times, size) => LiesWithin(times.Item1, times.Item2, size.Item1, size.Item2)).QuickCheckThrowOnFailure();

    [Test]
    public void The_share_that_is_reserved_is_kept_on_each_day_and_spread_over_it() => Prop.ForAll<byte, byte, bool>(KeepsShare).QuickCheckThrowOnFailure();

    private static void LiesWithin(byte start, byte length, byte minutes, byte capacity)
    {
        var from = new TimeOnly(start % 20, 0);
        var session = new WeeklySession(DayOfWeek.Monday, from, from.AddMinutes(1 + (length % 200)), 1 + (minutes % 90), 1 + (capacity % 4));
        var sources = Plan([session], 0, []);
        var times = sources.Select(s => (s.Start, s.End)).Distinct().Order().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(sources.Select(s => TimeOnly.FromDateTime(s.Start.DateTime)), Is.All.GreaterThanOrEqualTo(session.Start));
            Assert.That(sources.Select(s => TimeOnly.FromDateTime(s.End.DateTime)), Is.All.LessThanOrEqualTo(session.End));
            Assert.That(times.Zip(times.Skip(1)).All(p => p.First.End <= p.Second.Start), Is.True);
            Assert.That(times, Has.Count.EqualTo((int)((session.End - session.Start).TotalMinutes / session.Minutes)));
            Assert.That(sources, Has.Count.EqualTo(times.Count * session.Capacity));
        });
    }

    private static void KeepsShare(byte percent, byte capacity, bool two)
    {
        decimal share = percent % 101 / 100m;
        string[] whom = two ? ["primary-care", "family-doctor"] : ["primary-care"];
        var sources = Plan([new WeeklySession(DayOfWeek.Monday, new(8, 0), new(12, 0), 15, 1 + (capacity % 5))], share, whom);
        var reserved = sources.Select((s, i) => (s.ReservedFor, i)).Where(s => s.ReservedFor is not null).ToList();
        int expected = (int)Math.Floor(sources.Count * share);
        Assert.That(reserved, Has.Count.EqualTo(expected));
        // Of any two kinds one has at most one more than the other, and gaps differ by one at most.
        if (two)
            Assert.That(Math.Abs(reserved.Count(r => r.ReservedFor == whom[0]) - reserved.Count(r => r.ReservedFor == whom[1])), Is.LessThanOrEqualTo(1));
        var gaps = reserved.Zip(reserved.Skip(1)).Select(p => p.Second.i - p.First.i).ToList();
        if (gaps.Count > 0)
            Assert.That(gaps.Max() - gaps.Min(), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void Other_days_and_excepted_days_have_none()
    {
        var session = new WeeklySession(DayOfWeek.Monday, new(8, 0), new(9, 0), 60, 1);
        var days = PlannedSource.Of([session], Monday, Monday.AddDays(27), new HashSet<DateOnly> { Monday.AddDays(7) }, 0, []).Select(s => DateOnly.FromDateTime(s.Start.DateTime));
        Assert.That(days, Is.EqualTo(new[] { Monday, Monday.AddDays(14), Monday.AddDays(21) }));
    }

    [TestCase("140105", "140000 140100 140105")]
    [TestCase("140100", "140000 140100")]
    [TestCase("140000", "140000")]
    [TestCase("14", "")]
    public void A_division_lies_in_those_its_digits_say(string division, string expected) =>
        Assert.That(string.Join(' ', DivisionPrefixes.Of(division)), Is.EqualTo(expected));

    private static List<PlannedSource> Plan(IReadOnlyList<WeeklySession> sessions, decimal share, string[] whom) =>
        [.. PlannedSource.Of(sessions, Monday, Monday.AddDays(6), new HashSet<DateOnly>(), share, whom)];
}
