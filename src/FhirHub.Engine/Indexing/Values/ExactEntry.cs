using System.Security.Cryptography;
using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>The original of a text, for <c>:exact</c>. A long one is cut, with a hash of the whole behind it.</summary>
internal static class ExactEntry
{
    private const int Longest = 256;
    private const int HashDigits = 32;

    public static string Of(string prefix, string text)
    {
        if (text.Length <= Longest)
            return string.Concat(prefix, "+", text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
        return string.Concat(string.Concat(prefix, "+"), UnicodeText.Start(text, Longest), "\u0002", hash);
    }
}
