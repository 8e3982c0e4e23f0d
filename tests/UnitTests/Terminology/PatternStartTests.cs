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

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public bool Whatever_matches_begins_so(int seed)
    {
        var random = new Random(seed);
        string Any(string letters, int most) => new([.. Enumerable.Range(0, random.Next(1, most)).Select(_ => letters[random.Next(letters.Length)])]);
        string pattern = Any("aab.b*+?|()[]^\\d{2}", 9), text = Any("aabbd2.", 5);
        if (PatternStart.Of(pattern) is not { } start)
            return true;
        try
        {
            return !Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) || text.StartsWith(start, StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
