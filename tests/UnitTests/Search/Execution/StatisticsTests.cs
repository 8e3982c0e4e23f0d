using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Execution;

namespace FhirHub.UnitTests.Search.Execution;

public sealed class StatisticsTests
{
    [Test]
    public void Nothing_is_known_of_a_new_parameter() =>
        Assert.That(new EntryStatistics(TimeProvider.System).Estimate(Patient(1)), Is.Null);

    [Test]
    public void A_condition_is_remembered()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        statistics.Learn(Patient(1), 7000);
        Assert.That(statistics.Estimate(Patient(1)), Is.EqualTo(7000));
        Assert.That(statistics.Estimate(Patient(2)), Is.Null);
    }

    [Test]
    public void A_parameter_whose_values_find_alike_is_not_asked_again()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Patient(i), 10 + i % 5);
        Assert.That(statistics.Estimate(Patient(99)), Is.InRange(10, 15));
    }

    [Test]
    public void A_parameter_whose_values_differ_has_a_range_only()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Patient(i), i * 100);
        Assert.That(statistics.Estimate(Patient(99)), Is.Null);
        Assert.That(statistics.Range(Patient(99))!.Value.Most, Is.InRange(1800, 1900));
    }

    private static EntriesMatch Patient(int number) =>
        new("patient", ["Observation.patient"], [new EntryCondition { Equal = [$"Observation.patient!Patient/{number}"] }]);
}
