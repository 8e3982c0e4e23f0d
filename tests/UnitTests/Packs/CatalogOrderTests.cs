using FhirHub.Engine.Conformance;
using FhirHub.Engine.Packs;

namespace FhirHub.UnitTests.Packs;

/// <summary>Which of two versions is the newer.</summary>
[TestFixture]
internal sealed class CatalogOrderTests
{
    private static readonly string?[] Ascending = [null, "0.1.0", "0.2.0", "0.10.0-ballot", "0.10.0", "1.0", "1.0.1", "2024", "20240101"];

    [Test]
    public void Versions_are_ordered_by_their_numbers_and_every_pair_agrees_with_its_reverse()
    {
        for (int i = 0; i < Ascending.Length; i++)
        {
            for (int j = 0; j < Ascending.Length; j++)
                Assert.That(Math.Sign(VersionOrder.Instance.Compare(Ascending[i], Ascending[j])), Is.EqualTo(Math.Sign(i - j)), $"{Ascending[i]} and {Ascending[j]}");
        }
    }
}
