using FhirHub.Engine.Conformance;
using FhirHub.Engine.Terminology.Catalog;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class VersionOrderTests
{
    [TestCase("2.9", "2.10")]
    [TestCase("2023-12", "2024-01")]
    [TestCase("1.0.0", "1.0.1")]
    [TestCase("1.0-a", "1.0")]
    [TestCase("1.0.0-alpha", "1.0.0-beta")]
    [TestCase("20230101", "20230201")]
    [TestCase(null, "0")]
    public void Versions_are_ordered_as_people_read_them(string? older, string newer)
    {
        Assert.That(VersionOrder.Instance.Compare(older, newer), Is.Negative);
        Assert.That(VersionOrder.Instance.Compare(newer, older), Is.Positive);
        Assert.That(VersionOrder.Instance.Compare(newer, newer), Is.Zero);
    }
}
