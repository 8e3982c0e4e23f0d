using FhirHub.Regional.HealthCards.Codes;
using FhirHub.Regional.HealthCards.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Regional.HealthCards;

[TestFixture("ES256")]
[TestFixture("SM2")]
internal sealed class CodeTokenTests(string suite)
{
    private static readonly HealthCardKeys Keys = HealthCardKeys.Read(new HealthCardOptions(), isDevelopment: true);

    private CodeKey Key => Keys.Current(suite);

    private static readonly Gen<CardCode> Codes =
        from issued in Gen.Choose(0, int.MaxValue)
        from expires in Gen.Elements(true, false)
        from singleUse in Gen.Elements(true, false)
        from number in Gen.Choose(0, int.MaxValue)
        select CardCode.New(number.ToString("X64", null), DateTimeOffset.FromUnixTimeSeconds(issued)) with
        {
            Expires = expires ? DateTimeOffset.FromUnixTimeSeconds(issued + 300L) : null,
            IsSingleUse = singleUse,
        };

    [FsCheck.NUnit.Property(MaxTest = 30)]
    public Property What_is_written_is_read() => Prop.ForAll(Arb.From(Codes), code => CodeToken.Read(CodeToken.Write(code, Key), Keys).Code == code);

    [Test]
    public void A_code_with_any_other_character_is_none()
    {
        string token = CodeToken.Write(CardCode.New("98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928", DateTimeOffset.UnixEpoch), Key);
        var kept = new List<int>();
        for (int i = 0; i < token.Length; i++)
        {
            char other = token[i] == 'A' ? 'B' : 'A';
            if (CodeToken.Read(token[..i] + other + token[(i + 1)..], Keys).Code is not null)
                kept.Add(i);
        }

        Assert.That(kept, Is.Empty);
    }

    [Test]
    public void Two_codes_of_a_card_are_never_the_same_and_show_nothing_of_it()
    {
        const string Card = "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928";
        string one = CodeToken.Write(CardCode.New(Card, DateTimeOffset.UnixEpoch), Key), other = CodeToken.Write(CardCode.New(Card, DateTimeOffset.UnixEpoch), Key);
        Assert.That(other.Split('.')[3], Is.Not.EqualTo(one.Split('.')[3]));
        Assert.That(System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(one.Split('.')[3])), Does.Not.Contain(Card));
    }

    [Test]
    public void Long_texts_and_texts_of_other_forms_are_none(
        [Values("", ".", "....", "FHC1.ES256.k.AA.AA", "FHC2.ES256.development-es256.AA.AA", "FHC1....", "FHC1.ES256.development-es256.A.A")] string text) =>
        Assert.That(CodeToken.Read(text, Keys).Fault, Is.EqualTo(CodeFault.Malformed));
}
