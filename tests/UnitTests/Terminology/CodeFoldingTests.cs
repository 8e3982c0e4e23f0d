using System.Text;
using System.Text.Json;
using FhirHub.Engine.Terminology.Loading;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class CodeFoldingTests
{
    private static readonly CodeSystemHead Caseless = new() { Url = "http://units", Content = "complete" };

    [Test]
    public void Codes_are_the_same_exactly_where_their_keys_are()
    {
        char[] letters = [.. Enumerable.Range(0, char.MaxValue).Select(i => (char)i).Where(char.IsLetter)];
        foreach (char letter in letters)
        {
            foreach (char other in (char[])[char.ToUpperInvariant(letter), char.ToLowerInvariant(letter), char.ToLowerInvariant(char.ToUpperInvariant(letter))])
            {
                string a = $"x{letter}", b = $"x{other}";
                Assert.That(Caseless.Comparer.Equals(a, b), Is.EqualTo(Caseless.Fold(a) == Caseless.Fold(b)), $"{(int)letter:X4} {(int)other:X4}");
                if (Caseless.Comparer.Equals(a, b))
                    Assert.That(Caseless.Comparer.GetHashCode(a), Is.EqualTo(Caseless.Comparer.GetHashCode(b)));
            }
        }
    }

    [Test]
    public void No_two_concepts_of_a_system_have_one_key()
    {
        using var json = JsonDocument.Parse("""{"concept":[{"code":"k"},{"code":"\u212a"},{"code":"K"},{"code":"\u03c9"},{"code":"\u2126"},{"code":"\u03a9"}]}""");
        var concepts = ConceptReader.Read(json.RootElement, Caseless);
        Assert.That(concepts.Select(c => ConceptDocument.Of(c, Caseless)["_id"].AsString), Is.Unique);
        Assert.That(concepts.Select(c => c.Code), Is.EqualTo(new[] { "k", "\u03c9" }));
    }

    [Test]
    public async Task Once_or_twice_included_codes_are_as_many()
    {
        const string Listed = """{"system":"http://terms.example/units","concept":[{"code":"k"},{"code":"\u212a"},{"code":"\u03c9"},{"code":"\u2126"}]}""";
        var known = Known.Of(
            Known.System("units", """{"code":"k"},{"code":"\u03c9"}""").Replace("\"caseSensitive\":true,", "", StringComparison.Ordinal),
            Known.Set("once", $$"""{"include":[{{Listed}}]}"""),
            Known.Set("twice", $$"""{"include":[{{Listed}},{{Listed}}]}"""));
        string once = Known.Codes(await known.ExpandAsync("url", Known.Root + "vs/once"));
        Assert.That(once, Is.EqualTo(Known.Codes(await known.ExpandAsync("url", Known.Root + "vs/twice"))));
        Assert.That(once, Is.EqualTo("k \u03c9"));
    }
}
