using FhirHub.Regional.HealthCards.Numbers;

namespace FhirHub.UnitTests.Regional.HealthCards;

[TestFixture]
internal sealed class CardNumberTests
{
    private static readonly byte[] Root = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
    private static readonly byte[] Index = Convert.FromHexString("ABD17E7ED399EF68AB5660155D6E226D2C92EAC3254A4A66BED83AED0ADA1E9E");
    private static readonly PersonalDocument Document = new(DocumentKind.IdentityNumber, "11010020171225006X");

    [Test]
    public void The_user_key_and_the_number_are_those_of_the_published_example()
    {
        Assert.That(Convert.ToHexString(CardNumber.UserKey(Root, Index)), Is.EqualTo("86C63180C2806ED1F47B859DE501215B"));
        Assert.That(CardNumber.Of(Root, Index, Document), Is.EqualTo("98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928"));
    }

    [Test]
    public void Who_has_the_keys_reads_the_document_from_the_number()
    {
        byte[] plain = Sm4Blocks.Decrypt(CardNumber.UserKey(Root, Index), Convert.FromHexString(CardNumber.Of(Root, Index, Document)));
        Assert.That(System.Text.Encoding.ASCII.GetString(plain), Is.EqualTo("0111010020171225006X" + new string('\0', 12)));
    }

    [Test]
    public void Each_card_of_a_person_has_an_index_of_its_own_and_the_same_again()
    {
        byte[] key = new byte[32];
        var indexes = Enumerable.Range(1, 50).Select(i => Convert.ToHexString(MainIndex.Of(key, Document, i))).ToList();
        Assert.That(indexes, Is.Unique);
        Assert.That(Convert.ToHexString(MainIndex.Of(key, Document, 1)), Is.EqualTo(indexes[0]).And.Length.EqualTo(64));
        Assert.That(Convert.ToHexString(MainIndex.Of(key, Document with { Value = "110100201712250060" }, 1)), Is.Not.EqualTo(indexes[0]));
    }
}
