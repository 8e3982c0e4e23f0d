using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.UnitTests.Indexing.Values;

internal sealed class DateSearchTests
{
    private static readonly MatchSettings Settings = new();
    private static readonly DateSearch Dates = new(Settings);

    [Test]
    public void A_day_without_a_zone_is_one_of_the_servers_zone() =>
        Assert.That(DateInterval.Parse("2026-03-31", TimeSpan.FromHours(8))!.Value.FromUtc, Is.EqualTo(new DateTime(2026, 3, 30, 16, 0, 0, DateTimeKind.Utc)));

    [TestCase("2024-02", 29)]
    [TestCase("2026-02", 28)]
    [TestCase("2024", 366)]
    [TestCase("9999", 365)]
    public void A_month_and_a_year_have_their_own_length(string text, int days) =>
        Assert.That(DateInterval.Parse(text, TimeSpan.Zero)!.Value.Length, Is.EqualTo(days * 86_400_000L));

    [TestCase("2026-01-31T08:00Z", 60_000)]
    [TestCase("2026-01-31T08:00:00", 1000)]
    [TestCase("2026-01-31T08:00:00.5Z", 100)]
    [TestCase("2026-01-31T08:00:00.123456789+08:00", 1)]
    [TestCase("2016-12-31T23:59:60Z", 1000)]
    public void A_time_is_as_long_as_its_precision(string text, long milliseconds) =>
        Assert.That(DateInterval.Parse(text, TimeSpan.Zero)!.Value.Length, Is.EqualTo(milliseconds));

    [TestCase("")]
    [TestCase("26")]
    [TestCase("0000")]
    [TestCase("2026-13")]
    [TestCase("2026-02-30")]
    [TestCase("2026-2-3")]
    [TestCase("2026-02T08:00")]
    [TestCase("2026-02-03T08")]
    [TestCase("2026-02-03T24:00")]
    [TestCase("2026-02-03T08:00 08:00")]
    [TestCase("2026-02-03T08:00+15:00")]
    [TestCase("2026-02-03T08:00:00.Z")]
    [TestCase("2026-02-03Z")]
    [TestCase("二〇二六")]
    [TestCase("xx2026")]
    [TestCase("EQ2026")]
    [TestCase("eqeq2026")]
    public void A_value_that_is_no_date_is_refused(string value)
    {
        var fault = Assert.Throws<FhirException>(() => Dates.Match(IndexedDocument.Request(value)))!;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Invalid));
        Assert.That(fault.Message, Does.StartWith($"value={value}: "));
    }

    [Test]
    public void A_lost_plus_is_pointed_out() =>
        Assert.That(() => Dates.Match(IndexedDocument.Request("2026-02-03T08:00:00 08:00")), Throws.TypeOf<FhirException>().With.Message.Contains("%2B"));

    [Test]
    public void A_modifier_is_refused_with_what_is_possible()
    {
        var fault = Assert.Throws<FhirException>(() => Dates.Match(IndexedDocument.Request("2026", "exact")))!;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.NotSupported));
        Assert.That(fault.Message, Does.Contain(":exact").And.Contain(":missing"));
    }

    [TestCase("eb2026-01-01", false)]
    [TestCase("ge2500", true)]
    [TestCase("gt9999-12-31", true)]
    [TestCase("le2026-01-01", false)]
    [TestCase("le2026-01-02", true)]
    [TestCase("eq2026", false)]
    [TestCase("ap2026-01-02", true)]
    public void A_period_without_end_lasts_forever(string value, bool found) =>
        Assert.That(Meets(("Period", """{"start":"2026-01-01"}"""), value), Is.EqualTo(found));

    [TestCase("9999-12-31", true)]
    [TestCase("gt9000", true)]
    [TestCase("lt9000", false)]
    [TestCase("9998", false)]
    public void The_last_day_there_is_can_be_found(string value, bool found) =>
        Assert.That(Meets(("date", "\"9999-12-31\""), value), Is.EqualTo(found));

    [TestCase("Period", "{}")]
    [TestCase("Period", """{"extension":[{"url":"http://example.org/x","valueString":"start"}]}""")]
    [TestCase("Timing", """{"code":{"text":"BID"}}""")]
    [TestCase("Timing", """{"event":[null],"_event":[{"id":"x"}]}""")]
    [TestCase("string", "\"2026\"")]
    [TestCase("Age", """{"value":3}""")]
    public void What_names_no_time_has_no_entry(string type, string json) =>
        Assert.That(IndexedDocument.Of(Dates, (type, json)).Entries, Is.Empty);

    [Test]
    public void Escaped_digits_are_digits() =>
        Assert.That(Meets(("date", """
            "202\u0036-03"
            """.Trim()), "2026-03"));

    [Test]
    public void The_interval_of_one_value_does_not_borrow_the_entry_of_another()
    {
        var document = IndexedDocument.Of(Dates, ("Period", """{"start":"2020-01-01","end":"2020-12-31"}"""), ("date", "\"2026-05-05\""));
        Assert.That(document.Meets(Dates.Match(IndexedDocument.Request("2026-05"))), Is.True);
        Assert.That(document.Meets(Dates.Match(IndexedDocument.Request("2020-05"))), Is.False);
    }

    [TestCase("2026-05-05", "2026-05-04T15:59:59.999Z", false)]
    [TestCase("2026-05-05", "2026-05-04T16:00:00Z", true)]
    [TestCase("ne2026-05-05", "2026-05-04T16:00:00Z", false)]
    [TestCase("gt2026-05-05", "2026-05-05T16:00:00Z", true)]
    [TestCase("gt2026-05-05", "2026-05-05T15:59:59Z", false)]
    [TestCase("le2026-05-05", "2026-05-05T15:59:59Z", true)]
    [TestCase("lt2026-05-05", "2026-05-04T15:59:59Z", true)]
    public void A_moment_is_compared_as_an_interval_of_a_millisecond_would_be(string value, string moment, bool found)
    {
        var (from, to, outside) = DateComparison.Read("_lastUpdated", value, Settings).Moments;
        var at = DateInterval.Milliseconds(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That((at >= from && at < to) != outside, Is.EqualTo(found));
        Assert.That(Meets(("instant", $"\"{moment}\""), value), Is.EqualTo(found));
    }

    [Test]
    public void A_day_only_looks_among_entries_of_a_day() =>
        Assert.That(Dates.Match(IndexedDocument.Request("2026-05-05")).Within, Has.Count.EqualTo(1));

    private static bool Meets((string, string) stored, string value) =>
        IndexedDocument.Of(Dates, stored).Meets(Dates.Match(IndexedDocument.Request(value)));
}
