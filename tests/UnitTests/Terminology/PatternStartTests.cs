using System.Text.RegularExpressions;
using FhirHub.Engine.Terminology.Loading;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class PatternStartTests
{
    [TestCase("C5\\.0[1-3]", "C5.0")]
    [TestCase("^C5", "C5")]
    [TestCase("C5?", "C")]
    [TestCase("C5*", "C")]
    [TestCase("C5{2}", "C")]
    [TestCase("C5\\.?x", "C5")]
    [TestCase("C\\d", "C")]
    [TestCase("急性.*", "急性")]
    [TestCase("C(a|b)", "C")]
    [TestCase("C[|]", "C")]
    [TestCase("C5|D6", null)]
    [TestCase("(C5)", null)]
    [TestCase("(?i)C5", null)]
    [TestCase("C[]|]x|D", null)]
    [TestCase("[a-z-[aeiou]]|C", null)]
    [TestCase(".*x", null)]
    [TestCase("", null)]
    [TestCase("𠮷x", null)]
    public void The_start_of_a_pattern_is_what_all_that_matches_begins_with(string pattern, string? start) =>
        Assert.That(PatternStart.Of(pattern), Is.EqualTo(start));

    [Test]
    public void Whatever_matches_begins_so()
    {
        int judged = 0;
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            string pattern = Any(random, "aab.b*+?|()[]^\\d{2}", 9), text = Any(random, "aabbd2.", 5);
            if (PatternStart.Of(pattern) is not { } start || !Matches(pattern, text))
                continue;
            judged++;
            Assert.That(text, Does.StartWith(start), pattern);
        }

        Assert.That(judged, Is.GreaterThan(20));
    }

    private static string Any(Random random, string letters, int most) =>
        new([.. Enumerable.Range(0, random.Next(1, most)).Select(_ => letters[random.Next(letters.Length)])]);

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
