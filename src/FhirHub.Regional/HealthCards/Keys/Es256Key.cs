using System.Security.Cryptography;

namespace FhirHub.Regional.HealthCards.Keys;

/// <summary>ECDSA on P-256 with SHA-256 (RFC 7518, 3.4) over content that AES-256-GCM hides.</summary>
internal sealed class Es256Key(string id, byte[] privateKey, byte[] cipherKey) : CodeKey(id, "ES256")
{
    private readonly ECParameters _parameters = new() { Curve = ECCurve.NamedCurves.nistP256, D = privateKey };

    public override byte[] Sign(byte[] content)
    {
        using var key = ECDsa.Create(_parameters);
        return key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public override bool Verify(byte[] content, byte[] signature)
    {
        using var key = ECDsa.Create(_parameters);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public override byte[] Seal(byte[] plain)
    {
        byte[] hidden = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(hidden.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(cipherKey, TagBytes);
        cipher.Encrypt(hidden.AsSpan(0, NonceBytes), plain, hidden.AsSpan(NonceBytes, plain.Length), hidden.AsSpan(NonceBytes + plain.Length));
        return hidden;
    }

    public override byte[]? Open(byte[] hidden)
    {
        int length = hidden.Length - NonceBytes - TagBytes;
        if (length < 0)
            return null;
        byte[] plain = new byte[length];
        using var cipher = new AesGcm(cipherKey, TagBytes);
        try
        {
            cipher.Decrypt(hidden.AsSpan(0, NonceBytes), hidden.AsSpan(NonceBytes, length), hidden.AsSpan(NonceBytes + length), plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
