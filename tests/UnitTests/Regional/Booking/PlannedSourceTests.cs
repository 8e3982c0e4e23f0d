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

    [Test]
    public void A_day_that_is_published_bit_by_bit_reserves_what_it_would_at_once() => Prop.ForAll<byte, byte, bool>(ReservesTheSame).QuickCheckThrowOnFailure();

    private static void LiesWithin(byte start, byte length, byte minutes, byte capacity)
    {
        var from = new TimeOnly(start % 20, 0);
        var session = new WeeklySession(DayOfWeek.Monday, from, from.AddMinutes(1 + (minutes % 90) + (length % 200)), 1 + (minutes % 90), 1 + (capacity % 4));
        var sources = Plan([session], Nobody, []);
        var times = sources.Select(s => (s.Start, s.End)).Distinct().Order().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(sources.Select(s => TimeOnly.FromDateTime(s.Start.DateTime)), Is.All.GreaterThanOrEqualTo(session.Start));
            Assert.That(sources.Select(s => TimeOnly.FromDateTime(s.End.DateTime)), Is.All.LessThanOrEqualTo(session.LastEnd));
            Assert.That(session.LastEnd, Is.LessThanOrEqualTo(session.End));
            Assert.That(times.Zip(times.Skip(1)).All(p => p.First.End <= p.Second.Start), Is.True);
            Assert.That(times, Has.Count.EqualTo((int)((session.End - session.Start).TotalMinutes / session.Minutes)));
            Assert.That(sources, Has.Count.EqualTo(times.Count * session.Capacity));
            Assert.That(new WeeklyTemplate([session], new HashSet<DateOnly>()).CountOf(Monday, Monday.AddDays(6)), Is.EqualTo(sources.Count));
        });
    }

    private static void KeepsShare(byte percent, byte capacity, bool two)
    {
        decimal share = percent % 101 / 100m;
        string[] whom = two ? ["primary-care", "family-doctor"] : ["primary-care"];
        var sources = Plan([new WeeklySession(DayOfWeek.Monday, new(8, 0), new(12, 0), 15, 1 + (capacity % 5))], new(share, whom), []);
        var reserved = sources.Select((s, i) => (s.ReservedFor, i)).Where(s => s.ReservedFor is not null).ToList();
        int expected = (int)Math.Round(sources.Count * share, MidpointRounding.AwayFromZero);
        Assert.That(reserved, Has.Count.EqualTo(expected));
        // Of any two kinds one has at most one more than the other, and gaps differ by one at most.
        if (two)
            Assert.That(Math.Abs(reserved.Count(r => r.ReservedFor == whom[0]) - reserved.Count(r => r.ReservedFor == whom[1])), Is.LessThanOrEqualTo(1));
        var gaps = reserved.Zip(reserved.Skip(1)).Select(p => p.Second.i - p.First.i).ToList();
        if (gaps.Count > 0)
            Assert.That(gaps.Max() - gaps.Min(), Is.LessThanOrEqualTo(1));
    }

    private static void ReservesTheSame(byte percent, byte hours, bool two)
    {
        var share = new ReservedShare(percent % 101 / 100m, two ? ["primary-care", "family-doctor"] : ["primary-care"]);
        int last = 9 + (hours % 8);
        var atOnce = Plan([new WeeklySession(DayOfWeek.Monday, new(8, 0), new(last, 0), 15, 1)], share, []);
        var bits = new List<PlannedSource>();
        for (int hour = 8; hour < last; hour++)
            bits.AddRange(Plan([new WeeklySession(DayOfWeek.Monday, new(hour, 0), new(hour + 1, 0), 15, 1)], share, [.. bits.Select(PresentOf)]));
        Assert.That(bits, Has.Count.EqualTo(atOnce.Count));
        Assert.That(bits.Count(b => b.ReservedFor is not null), Is.EqualTo(atOnce.Count(b => b.ReservedFor is not null)));
    }

    [Test]
    public void Other_days_and_excepted_days_have_none()
    {
        var session = new WeeklySession(DayOfWeek.Monday, new(8, 0), new(9, 0), 60, 1);
        var template = new WeeklyTemplate([session], new HashSet<DateOnly> { Monday.AddDays(7) });
        Assert.That(template.DaysOf(Monday, Monday.AddDays(27)), Is.EqualTo(new[] { Monday, Monday.AddDays(14), Monday.AddDays(21) }));
        Assert.That(template.CountOf(Monday, Monday.AddDays(27)), Is.EqualTo(3));
        Assert.That(template.CountOf(Monday.AddDays(1), Monday.AddDays(6)), Is.Zero);
    }

    [Test]
    public void What_is_asked_for_is_counted_without_making_it()
    {
        var template = new WeeklyTemplate([.. Enum.GetValues<DayOfWeek>().Select(d => new WeeklySession(d, new(0, 0), new(23, 59), 1, int.MaxValue))], new HashSet<DateOnly>());
        Assert.That(template.CountOf(DateOnly.MinValue, DateOnly.MaxValue), Is.EqualTo(1439m * int.MaxValue * (DateOnly.MaxValue.DayNumber + 1)));
        Assert.That(template.DaysOf(DateOnly.MaxValue, DateOnly.MaxValue), Is.EqualTo(new[] { DateOnly.MaxValue }));
    }

    [TestCase(8, 10, 10, 12, 60, false)]
    [TestCase(8, 10, 9, 11, 60, true)]
    [TestCase(8, 10, 8, 10, 60, true)]
    [TestCase(8, 10, 9, 12, 45, true)]
    [TestCase(8, 10, 9, 12, 90, true)]
    public void Sessions_of_a_day_whose_sources_overlap_are_found(int start, int end, int otherStart, int otherEnd, int minutes, bool overlap)
    {
        WeeklySession[] sessions = [new(DayOfWeek.Monday, new(otherStart, 0), new(otherEnd, 0), minutes, 1), new(DayOfWeek.Monday, new(start, 0), new(end, 0), minutes, 1), new(DayOfWeek.Tuesday, new(start, 0), new(end, 0), minutes, 1)];
        Assert.That(new WeeklyTemplate(sessions, new HashSet<DateOnly>()).FindOverlap() is not null, Is.EqualTo(overlap));
    }

    [Test]
    public void A_number_that_is_there_is_not_given_again()
    {
        var session = new WeeklySession(DayOfWeek.Monday, new(8, 0), new(9, 0), 60, 3);
        var all = Plan([session], Nobody, []);
        var missing = Plan([session], Nobody, [PresentOf(all[1]), PresentOf(all[2])]);
        Assert.That(missing.Select(m => m.Index), Is.EqualTo(new[] { 0 }));
    }

    [TestCase("140105", "140000 140100 140105")]
    [TestCase("140100", "140000 140100")]
    [TestCase("140000", "140000")]
    [TestCase("14", "")]
    public void A_division_lies_in_those_its_digits_say(string division, string expected) =>
        Assert.That(string.Join(' ', DivisionPrefixes.Of(division)), Is.EqualTo(expected));

    private static ReservedShare Nobody { get; } = new(0, []);

    private static PresentSource PresentOf(PlannedSource source) => new("1", source.Start, source.End, source.Index, source.ReservedFor);

    /// <summary>What a Monday lacks.</summary>
    private static IReadOnlyList<PlannedSource> Plan(IReadOnlyList<WeeklySession> sessions, ReservedShare share, IReadOnlyList<PresentSource> present) =>
        new DayOfSources(present, []).Missing(new WeeklyTemplate(sessions, new HashSet<DateOnly>()).TimesOf(Monday), share);
}
