using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace FhirHub.Regional.HealthCards.Numbers;

/// <summary>SM4 (GB/T 32907) in ECB mode: each block for itself, as the number of a card is made.</summary>
internal static class Sm4Blocks
{
    public const int KeyBytes = 16;
    private const int BlockBytes = 16;

    /// <param name="key">16 bytes.</param>
    /// <param name="plain">Whole blocks of 16 bytes.</param>
    public static byte[] Encrypt(byte[] key, byte[] plain) => Run(key, plain, encrypt: true);

    /// <inheritdoc cref="Encrypt"/>
    public static byte[] Decrypt(byte[] key, byte[] sealedBlocks) => Run(key, sealedBlocks, encrypt: false);

    private static byte[] Run(byte[] key, byte[] input, bool encrypt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.Length % BlockBytes, 0);
        var engine = new SM4Engine();
        engine.Init(encrypt, new KeyParameter(key));
        byte[] output = new byte[input.Length];
        for (int i = 0; i < input.Length; i += BlockBytes)
            engine.ProcessBlock(input, i, output, i);
        return output;
    }
}
