using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Execution;

namespace FhirHub.UnitTests.Search.Execution;

public sealed class StatisticsTests
{
    [Test]
    public void Nothing_is_known_of_a_new_parameter() =>
        Assert.That(new EntryStatistics(TimeProvider.System).Estimate(Patient(1), 1000), Is.Null);

    [Test]
    public void A_condition_is_remembered()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        statistics.Learn(Patient(1), 7000, isAll: true);
        Assert.That(statistics.Estimate(Patient(1), 1000), Is.EqualTo(7000));
        Assert.That(statistics.Estimate(Patient(2), 1000), Is.Null);
    }

    [Test]
    public void A_parameter_whose_values_find_alike_is_not_asked_again()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Patient(i), 10 + i % 5, isAll: true);
        Assert.That(statistics.Estimate(Patient(99), 1000), Is.InRange(10, 15));
    }

    [Test]
    public void A_parameter_whose_values_differ_has_a_range_only()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Patient(i), i * 100, isAll: true);
        Assert.That(statistics.Estimate(Patient(99), 1000), Is.Null);
        Assert.That(statistics.Range(Patient(99))!.Value.Most, Is.InRange(1800, 1900));
    }

    [Test]
    public void A_count_that_stopped_at_its_limit_is_no_count_of_more()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        statistics.Learn(Patient(1), 1000, isAll: false);
        Assert.That(statistics.Estimate(Patient(1), 1000), Is.EqualTo(1000));
        Assert.That(statistics.Estimate(Patient(1), 3000), Is.Null);
        Assert.That(statistics.Range(Patient(1)), Is.Null);
    }

    [Test]
    public void Of_a_parameter_whose_counts_stopped_the_most_is_not_known()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Patient(i), 1000, isAll: false);
        Assert.That(statistics.Estimate(Patient(99), 1000), Is.EqualTo(1000));
        Assert.That(statistics.Estimate(Patient(99), 3000), Is.Null);
        Assert.That(statistics.Range(Patient(99)), Is.EqualTo((1000L, long.MaxValue)));
    }

    [Test]
    public void What_is_typical_is_told_by_what_was_counted_further()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Patient(i), 1000, isAll: false);
        Assert.That(statistics.Typical(Patient(99), 16_000), Is.Null);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Patient(i), 9000, isAll: true, isFurther: true);
        Assert.That(statistics.Typical(Patient(99), 16_000), Is.EqualTo(9000));
    }

    [Test]
    public void Compartments_of_a_type_are_alike()
    {
        var statistics = new EntryStatistics(TimeProvider.System);
        for (int i = 0; i < 20; i++)
            statistics.Learn(Compartment(i), 10, isAll: true);
        Assert.That(statistics.Estimate(Compartment(99), 1000), Is.EqualTo(10));
    }

    [Test]
    public void What_was_learned_lately_stays_and_what_is_kept_is_bounded()
    {
        var memory = new RecentMemory<string>(100);
        for (ulong i = 0; i < 10_000; i++)
        {
            memory.Set(i, "x");
            Assert.That(memory.TryGet(0, out _), Is.True, "used all the time");
        }

        Assert.That(memory.Count, Is.InRange(50, 101));
        Assert.That(memory.TryGet(9_999, out _), Is.True);
        Assert.That(memory.TryGet(5_000, out _), Is.False);
    }

    private static EntriesMatch Compartment(int number) => new($"Patient/{number}", [], [new EntryCondition { Equal = [$"@Patient/{number}"] }]);

    private static EntriesMatch Patient(int number) =>
        new("patient", ["Observation.patient"], [new EntryCondition { Equal = [$"Observation.patient!Patient/{number}"] }]);
}
