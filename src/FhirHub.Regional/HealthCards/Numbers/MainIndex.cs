using System.Globalization;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace FhirHub.Regional.HealthCards.Numbers;

/// <summary>
/// The main index of a card: 32 bytes that tell nothing of the person to who does not have the key, and are the same whenever they are derived again.
/// HMAC-SM3 (GB/T 32905) over <c>type|number|issue</c>, such as <c>01|11010020171225006X|1</c>.
/// </summary>
internal static class MainIndex
{
    /// <param name="key">The index key.</param>
    /// <param name="document">Of the person.</param>
    /// <param name="issue">Which card of the person it is, from 1: one that takes the place of another has a number of its own.</param>
    public static byte[] Of(byte[] key, PersonalDocument document, int issue)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{document.Kind.Code}|{document.Value}|{issue}"));
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(text, 0, text.Length);
        byte[] index = new byte[mac.GetMacSize()];
        mac.DoFinal(index, 0);
        return index;
    }
}
