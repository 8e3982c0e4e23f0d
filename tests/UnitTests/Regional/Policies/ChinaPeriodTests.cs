using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.UnitTests.Regional.Policies;

/// <summary>Periods, whose bounds are years, months, days or moments.</summary>
[TestFixture]
internal sealed class ChinaPeriodTests
{
    [TestCase("2026", "2026-12-31T23:59:59+08:00", true)]
    [TestCase("2026", "2027-01-01T00:00:00+08:00", false)]
    [TestCase("2026-11", "2026-11-30T23:59:59+08:00", true)]
    [TestCase("2026-11", "2026-12-01T00:00:00+08:00", false)]
    [TestCase("2026-11-23", "2026-11-23T23:59:59+08:00", true)]
    [TestCase("2026-11-23", "2026-11-24T00:00:00+08:00", false)]
    [TestCase("2026-11-23T12:00:00+08:00", "2026-11-23T11:59:59+08:00", true)]
    [TestCase("2026-11-23T12:00:00+08:00", "2026-11-23T12:00:00+08:00", false)]
    public void A_period_has_the_whole_of_its_end(string end, string moment, bool covered) =>
        Assert.That(ChinaPeriod.Covers(new Period { End = end }, DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(covered));

    [TestCase("9999")]
    [TestCase("9999-12")]
    [TestCase("9999-12-31")]
    [TestCase("9999-12-31T23:59:59-12:00")]
    public void What_ends_with_the_last_day_has_no_end(string end) =>
        Assert.That(ChinaPeriod.Covers(new Period { Start = "0001-01-01", End = end }, new DateTimeOffset(9999, 6, 1, 0, 0, 0, TimeSpan.Zero)), Is.True);

    [TestCase("0001")]
    [TestCase("0001-01-01")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    public void What_begins_with_the_first_day_has_begun(string start) =>
        Assert.That(ChinaPeriod.Covers(new Period { Start = start }, DateTimeOffset.UnixEpoch), Is.True);

    [Test]
    public void What_has_neither_start_nor_end_has_every_moment() => Assert.Multiple(() =>
    {
        Assert.That(ChinaPeriod.Covers(null, DateTimeOffset.UnixEpoch), Is.True);
        Assert.That(ChinaPeriod.Covers(new Period(), DateTimeOffset.UnixEpoch), Is.True);
    });

    [TestCase(24, "2026-11-24T12:00:00+08:00")]
    [TestCase(int.MaxValue, "9999-12-31T23:59:59+08:00")]
    public void Later_is_at_most_the_last_second(int hours, string then) =>
        Assert.That(ChinaTime.Write(ChinaTime.Later(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero), hours)).Value, Is.EqualTo(then));

    [Test]
    public void The_last_moment_of_all_is_written_as_the_last_second_in_China() =>
        Assert.That(ChinaTime.Write(DateTimeOffset.MaxValue).Value, Is.EqualTo("9999-12-31T23:59:59+08:00"));
}
