using System.Text;
using System.Text.Json;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Indexing.Values;

internal sealed class TextFoldingProperties
{
    private static readonly Config Seeds = Config.QuickThrowOnFailure.WithMaxTest(5000).WithEndSize(1_000_000);
    private static readonly StringSearch Strings = new();

    [Test]
    public void Every_character_folds_to_what_stays_as_it_is()
    {
        for (var code = 0; code <= 0x10ffff; code++)
        {
            if (code is >= 0xd800 and <= 0xdfff)
                continue;
            var once = TextFolding.Fold(new Rune(code).ToString());
            if (TextFolding.Fold(once) != once)
                Assert.Fail($"U+{code:X4} folds to '{once}', which folds to '{TextFolding.Fold(once)}'");
        }
    }

    [Test]
    public void Folding_twice_changes_nothing() =>
        Prop.ForAll((int seed) =>
        {
            var once = TextFolding.Fold(Text(new Random(seed), 400));
            Assert.That(TextFolding.Fold(once), Is.EqualTo(once));
            Assert.That(once, Has.Length.LessThanOrEqualTo(TextFolding.Longest));
            Assert.That(() => new UTF8Encoding(false, true).GetBytes(once), Throws.Nothing);
        }).Check(Seeds);

    [Test]
    public void A_text_is_found_by_its_beginnings_its_parts_and_itself() =>
        Prop.ForAll((int seed) =>
        {
            var random = new Random(seed);
            var text = Text(random, 40);
            if (TextFolding.Fold(text).Length == 0)
                return;
            var document = IndexedDocument.Of(Strings, ("string", JsonSerializer.Serialize(text)));
            var runes = text.EnumerateRunes().ToArray();
            var start = random.Next(runes.Length);
            Found(document, text, "exact");
            Found(document, Part(runes, 0, start + 1), null);
            Found(document, Part(runes, start, random.Next(1, runes.Length - start + 1)), "contains");
        }).Check(Seeds);

    private static void Found(IndexedDocument document, string value, string? modifier)
    {
        if (TextFolding.Fold(value).Length == 0)
            return;
        var escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal);
        Assert.That(document.Meets(Strings.Match(IndexedDocument.Request(escaped, modifier))), Is.True, $":{modifier} {value}");
    }

    private static string Part(Rune[] runes, int start, int length) => string.Concat(runes.Skip(start).Take(length));

    private static string Text(Random random, int most)
    {
        var text = new StringBuilder();
        for (var rest = random.Next(1, most); rest > 0; rest--)
        {
            var code = random.Next(8) switch
            {
                0 => ' ',
                1 => random.Next(0x20, 0x7f),
                2 => random.Next(0xa0, 0x250),
                3 => random.Next(0x4e00, 0x9fff),
                4 => random.Next(0xac00, 0xd7a4),
                5 => random.Next(0x300, 0x370),
                6 => random.Next(0x20000, 0x2a6df),
                _ => random.Next(0xe000, 0x1ffff),
            };
            text.Append(new Rune(code));
        }
        return text.ToString();
    }
}
