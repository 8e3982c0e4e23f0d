using FhirHub.Engine.Indexing;

namespace FhirHub.UnitTests.Indexing;

[TestFixture]
internal sealed class OrderKeyTests
{
    private static readonly DateTime Written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Test]
    public void Times_compare_as_text()
    {
        long[] times = [0, 1, 31, 32, 63_000_000_000_000, 63_000_000_000_001, 315_537_897_599_999];
        Assert.That(times.Select(OrderKey.OfTime), Is.Ordered.Ascending.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [Test]
    public void A_type_without_a_date_keeps_the_time_of_its_creation()
    {
        string first = OrderKey.Of("Patient/1", new IndexEntries(), null, Written);
        string second = OrderKey.Of("Patient/1", new IndexEntries(), first, Written.AddDays(1));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(first, Has.Length.EqualTo(OrderKey.Length));
    }

    [Test]
    public void A_type_with_a_date_follows_it_and_a_missing_date_comes_first_in_ascending_order()
    {
        string dated = OrderKey.Of("Observation/1", new IndexEntries { HasPrimaryDate = true, PrimaryDate = 5 }, null, Written);
        string missing = OrderKey.Of("Observation/2", new IndexEntries { HasPrimaryDate = true }, null, Written);
        Assert.That(dated, Does.StartWith(OrderKey.OfTime(5)));
        Assert.That(missing, Does.StartWith(OrderKey.Missing));
    }

    [Test]
    public void Two_resources_of_the_same_date_have_places_of_their_own() =>
        Assert.That(
            OrderKey.Of("Patient/1", new IndexEntries(), null, Written), Is.Not.EqualTo(OrderKey.Of("Patient/2", new IndexEntries(), null, Written)));
}
