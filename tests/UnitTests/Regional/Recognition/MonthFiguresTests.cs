using FhirHub.Regional.Operations;
using FhirHub.Regional.Recognition;
using Hl7.Fhir.Model;

namespace FhirHub.UnitTests.Regional.Recognition;

/// <summary>Records as they may stand in a database, whoever wrote them.</summary>
[TestFixture]
internal sealed class MonthFiguresTests
{
    private const string Saved = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-saved";

    [Test]
    public void Amounts_that_are_none_save_nothing_and_all_uses_are_counted()
    {
        decimal[] amounts = [decimal.MaxValue, decimal.MaxValue, 12.345m, -1, 10.5m, 999_999_999.99m];
        var figures = MonthFigures.Of([.. amounts.Select(a => Record(new Money { Value = a, Currency = Money.Currencies.CNY })), Record(new Money { Value = 7, Currency = Money.Currencies.USD })]).Single();
        Assert.That((figures.Recognised, figures.Saved), Is.EqualTo((7, 1_000_000_010.49m)));
    }

    [TestCase("9999-12-31T23:59:59-12:00", 9999, 12)]
    [TestCase("0001-01-01T00:00:00+14:00", 1, 1)]
    [TestCase("2026-01-31T16:00:00Z", 2026, 2)]
    public void Each_moment_is_of_a_month_in_China(string recorded, int year, int month)
    {
        var record = Record(null);
        record.RecordedElement = new Instant { JsonValue = recorded };
        Assert.That(MonthFigures.Of([record]).Single().Month, Is.EqualTo(new DateOnly(year, month, 1)));
    }

    private static Provenance Record(Money? saved) => new()
    {
        Extension = saved is null ? [] : [new Extension(Saved, saved)],
        Recorded = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero),
        Activity = new CodeableConcept(NationalBase.TraceEvents, RecognitionRecord.Used),
        Agent = [new Provenance.AgentComponent { Who = new ResourceReference("Organization/1") }],
    };
}
