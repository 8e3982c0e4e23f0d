using System.Text;
using FhirHub.Engine.Transactions;

namespace FhirHub.UnitTests.Transactions;

[TestFixture]
internal sealed class LinePlacesTests
{
    private static readonly int[] Lengths = [0, 1, 100, 16 * 1024, 100_000];

    /// <summary>Lines of no, few and very many bytes, over the borders of blocks.</summary>
    [Test]
    public void Every_place_is_where_counting_from_the_start_finds_it([ValueSource(nameof(Lengths))] int length, [Values(1, 40, 5_000, 60_000)] int line)
    {
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(i => i % line == line - 1 ? '\n' : 'x')));
        var places = new LinePlaces(text);
        for (int offset = 0; offset <= length; offset += length > 1000 ? 97 : 1)
        {
            var before = text.AsSpan(0, offset);
            var expected = (before.Count((byte)'\n') + 1, offset - (before.LastIndexOf((byte)'\n') + 1) + 1);
            Assert.That(places.Of(offset), Is.EqualTo(expected), $"{offset}");
            Assert.That(places.OffsetOf(expected.Item1) + expected.Item2 - 1, Is.EqualTo(offset), $"{offset}");
        }
    }
}
