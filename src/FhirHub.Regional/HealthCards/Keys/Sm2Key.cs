using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace FhirHub.Regional.HealthCards.Keys;

/// <summary>SM2 with SM3 (GB/T 32918, GB/T 32905; the signer's default identity) over content that SM4-GCM (GB/T 32907) hides.</summary>
internal sealed class Sm2Key : CodeKey
{
    private static readonly ECDomainParameters Curve = new(GMNamedCurves.GetByName("sm2p256v1"));
    private readonly ECPrivateKeyParameters _private;
    private readonly ECPublicKeyParameters _public;
    private readonly KeyParameter _cipher;

    public Sm2Key(string id, byte[] privateKey, byte[] cipherKey)
        : base(id, "SM2")
    {
        var d = new BigInteger(1, privateKey);
        _private = new ECPrivateKeyParameters(d, Curve);
        _public = new ECPublicKeyParameters(Curve.G.Multiply(d).Normalize(), Curve);
        _cipher = new KeyParameter(cipherKey);
    }

    public override byte[] Sign(byte[] content)
    {
        var signer = Signer(_private, forSigning: true);
        signer.BlockUpdate(content, 0, content.Length);
        return signer.GenerateSignature();
    }

    public override bool Verify(byte[] content, byte[] signature)
    {
        var signer = Signer(_public, forSigning: false);
        signer.BlockUpdate(content, 0, content.Length);
        return signer.VerifySignature(signature);
    }

    public override byte[] Seal(byte[] plain)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        return [.. nonce, .. Run(nonce, plain, encrypt: true)];
    }

    public override byte[]? Open(byte[] hidden)
    {
        if (hidden.Length < NonceBytes + TagBytes)
            return null;
        try
        {
            return Run(hidden[..NonceBytes], hidden[NonceBytes..], encrypt: false);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }

    private static SM2Signer Signer(ICipherParameters key, bool forSigning)
    {
        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(forSigning, key);
        return signer;
    }

    private byte[] Run(byte[] nonce, byte[] input, bool encrypt)
    {
        var cipher = new GcmBlockCipher(new SM4Engine());
        cipher.Init(encrypt, new AeadParameters(_cipher, TagBytes * 8, nonce));
        byte[] output = new byte[cipher.GetOutputSize(input.Length)];
        int length = cipher.ProcessBytes(input, 0, input.Length, output, 0);
        cipher.DoFinal(output, length);
        return output;
    }
}
