using System.Buffers.Text;
using System.Text;
using FhirHub.Regional.HealthCards.Keys;

namespace FhirHub.Regional.HealthCards.Codes;

/// <summary>
/// A code as text: <c>FHC1.suite.key.content.signature</c>, where content is hidden by the key's cipher, the signature is over all that stands before its dot, and
/// both are base64url without padding, in their one canonical form.
/// </summary>
internal static class CodeToken
{
    private const string Mark = "FHC1";
    private const int SignatureBytes = 64;

    /// <summary>More than any code has.</summary>
    private const int MaxCharacters = 1024;

    public static string Write(CardCode code, CodeKey key)
    {
        string signed = $"{Mark}.{key.Suite}.{key.Id}.{Base64Url.EncodeToString(key.Seal(code.ToBytes()))}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Reads a code that anybody may have made up.</summary>
    public static CodeReading Read(string token, HealthCardKeys keys)
    {
        string[] parts = token.Split('.');
        if (token.Length > MaxCharacters || parts is not [Mark, _, _, _, _] || Bytes(parts[3]) is not { } hidden || Bytes(parts[4]) is not { Length: SignatureBytes } signature)
            return new CodeReading(CodeFault.Malformed, null);
        if (keys.Find(parts[2]) is not { } key || key.Suite != parts[1])
            return new CodeReading(CodeFault.KeyUnknown, null);
        bool isOurs = key.Verify(Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signature);
        return isOurs && key.Open(hidden) is { } plain && CardCode.Of(plain) is { } code
            ? new CodeReading(null, code)
            : new CodeReading(CodeFault.Tampered, null);
    }

    /// <summary>Null for what is no base64url, or not the canonical form of its bytes: a code has one text.</summary>
    private static byte[]? Bytes(string text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        byte[] bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }
}
