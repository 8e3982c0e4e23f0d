using FhirHub.Engine.Terminology.Catalog;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class BoundedMemoryTests
{
    [Test]
    public void Neither_many_empty_answers_nor_long_names_fill_it()
    {
        var memory = BoundedMemory<string>.Of(Known.Of().Snapshot, "test", 1000);
        for (int i = 0; i < 10_000; i++)
            memory.Keep($"{i}", "", 0);
        memory.Keep(new string('x', 5000), "", 0);
        Assert.That(memory.Count, Is.LessThanOrEqualTo(100));
        Assert.That(memory.Find("9999"), Is.Not.Null, "the last is there");
        Assert.That(memory.Find(new string('x', 5000)), Is.Null);
    }
}
