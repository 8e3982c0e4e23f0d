using System.Text;

namespace FhirHub.Regional.HealthCards.Numbers;

/// <summary>
/// The number of an electronic health card: the person's document, encrypted under a key that is the card's own. Who has the root key and the main index reads
/// the document from it, so it is personal data.
/// </summary>
internal static class CardNumber
{
    /// <summary>Type and number of a document, padded with zeros.</summary>
    private const int PlainBytes = 32;

    private const int GroupBytes = 8;

    /// <summary>Most characters of a document's number.</summary>
    public const int MaxDocument = PlainBytes - 2;

    /// <summary>64 hexadecimal digits in capitals.</summary>
    /// <param name="rootKey">16 bytes.</param>
    /// <param name="mainIndex">32 bytes.</param>
    /// <param name="document">Its number has at most <see cref="MaxDocument"/> ASCII characters.</param>
    public static string Of(byte[] rootKey, byte[] mainIndex, PersonalDocument document)
    {
        byte[] plain = new byte[PlainBytes];
        Encoding.ASCII.GetBytes(document.Kind.Code + document.Value, plain);
        return Convert.ToHexString(Sm4Blocks.Encrypt(UserKey(rootKey, mainIndex), plain));
    }

    /// <summary>SM4(root key, factor ‖ ~factor), where the factor is the XOR of the index's four groups of 8 bytes.</summary>
    public static byte[] UserKey(byte[] rootKey, byte[] mainIndex)
    {
        byte[] factors = new byte[2 * GroupBytes];
        for (int i = 0; i < mainIndex.Length; i++)
            factors[i % GroupBytes] ^= mainIndex[i];
        for (int i = 0; i < GroupBytes; i++)
            factors[GroupBytes + i] = (byte)~factors[i];
        return Sm4Blocks.Encrypt(rootKey, factors);
    }
}
