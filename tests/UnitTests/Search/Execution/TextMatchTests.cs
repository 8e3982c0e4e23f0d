using System.Text;
using System.Text.Json;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Execution;

namespace FhirHub.UnitTests.Search.Execution;

[TestFixture]
internal sealed class TextMatchTests
{
    private const string Narrative = """
        "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>R&#xE9;sum&eacute; of <b>pain</b>killers &amp; more</p></div>"}
        """;

    [TestCase("resume of", true)]
    [TestCase("pain", true)]
    [TestCase("painkillers", false)]
    [TestCase("& more", true)]
    [TestCase("xhtml", false)]
    [TestCase("generated", false)]
    [TestCase("zhang", false)]
    public void A_narrative_is_read_without_its_markup(string term, bool found) =>
        Assert.That(Holds($$"""{"resourceType":"Patient",{{Narrative}},"name":[{"family":"Zhang"}]}""", term, narrativeOnly: true), Is.EqualTo(found));

    [TestCase("zhang", true)]
    [TestCase("generated", true)]
    [TestCase("zhang wei", false)]
    [TestCase("contained one", true)]
    [TestCase("note in extension", true)]
    public void All_texts_of_a_resource_are_content_and_words_do_not_reach_from_one_into_the_next(string term, bool found) =>
        Assert.That(
            Holds(
                $$$"""
                {"resourceType":"Patient",{{{Narrative}}},"contained":[{"id":"c","name":"Contained  ONE","resourceType":"Organization"}],
                 "_birthDate":{"extension":[{"url":"http://x","valueString":"note in extension"}]},"name":[{"family":"Zhang","given":["Wei"]}]}
                """,
                term),
            Is.EqualTo(found));

    [TestCase("""{"resourceType":"Patient","photo":[{"data":"QUJDREVG"}]}""", false)]
    [TestCase("""{"resourceType":"Binary","contentType":"a/b","data":"QUJDREVG"}""", false)]
    [TestCase("""{"resourceType":"Patient","_birthDate":{"extension":[{"url":"http://x","valueBase64Binary":"QUJDREVG"}]}}""", false)]
    [TestCase("""{"resourceType":"Bundle","entry":[{"resource":{"data":"QUJDREVG","resourceType":"Binary"}}]}""", false)]
    [TestCase("""{"resourceType":"Observation","valueSampledData":{"data":"QUJDREVG"}}""", true)]
    [TestCase("""{"resourceType":"Patient","name":[{"family":"QUJDREVG"}]}""", true)]
    public void Base64_is_no_text(string json, bool found) => Assert.That(Holds(json, "qujdrevg"), Is.EqualTo(found));

    [Test]
    public void A_word_is_found_wherever_it_stands_in_a_long_text([Range(0, 39)] int seed)
    {
        var random = new Random(seed);
        string[] parts = ["a", "b ", " ", "é", "王", "𠮷", "\"", "\n", "ﷺ", "ﬁ", "̈", "Ж", "\\", "\t\t", "😀"];
        string text = string.Concat(Enumerable.Range(0, random.Next(300, 1500)).Select(_ => parts[random.Next(parts.Length)]));
        string folded = Folded(text).Trim();
        string json = $$"""{"resourceType":"Patient","name":[{"family":{{Json(text, random.Next(2) == 0)}}}]}""";
        for (int i = 0; i < 200; i++)
        {
            int from = random.Next(folded.Length - 40);
            string term = folded[from..(from + random.Next(1, 40))];
            if (char.IsLowSurrogate(term[0]) || char.IsHighSurrogate(term[^1]))
                continue;
            Assert.That(Holds(json, term), Is.True, term);
            Assert.That(Holds(json, term + "q"), Is.EqualTo(folded.Contains(term + "q", StringComparison.Ordinal)), term);
        }
    }

    [Test]
    public void A_large_resource_is_read_where_it_stands()
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","text":{"status":"generated","div":"<div>{{new string('w', 4_000_000)}}</div>"},"photo":[{"data":"{{new string('A', 4_000_000)}}"}],"name":[{"family":"Last"}]}""");
        var match = new TextMatch(new ContainsText("_content", false, [["absent"], ["last"]]));
        Assert.That(match.Holds(json), Is.True);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(match.Holds(json), Is.True);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000));
    }

    [Test]
    public void All_words_of_one_alternative_have_to_be_there()
    {
        const string json = """{"resourceType":"Patient","name":[{"family":"One","given":["Two"]}]}""";
        Assert.That(Holds(json, ["one", "three"], ["two", "one"]), Is.True);
        Assert.That(Holds(json, ["one", "three"], ["two", "four"]), Is.False);
    }

    private static bool Holds(string json, string term, bool narrativeOnly = false) =>
        new TextMatch(new ContainsText("_content", narrativeOnly, [[term]])).Holds(Encoding.UTF8.GetBytes(json));

    private static bool Holds(string json, params string[][] anyOf) =>
        new TextMatch(new ContainsText("_content", false, anyOf)).Holds(Encoding.UTF8.GetBytes(json));

    private static string Folded(string text)
    {
        char[] folded = new char[text.Length * 20];
        return new string(folded, 0, TextFolding.Fold(text, folded));
    }

    /// <summary>As JSON, with every character escaped that can be, or only those that must be.</summary>
    private static string Json(string text, bool escaped) => JsonSerializer.Serialize(text, escaped ? Escaping : Plain);

    private static readonly JsonSerializerOptions Escaping = new();

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
