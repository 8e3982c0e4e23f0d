using System.Text.Json;
using Org.BouncyCastle.Asn1.GM;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace FhirHub.Regional.HealthCards.Keys;

/// <summary>Makes keys of their configuration; each fault is told by the option's name, never by its value.</summary>
internal static class KeyReader
{
    private const int PrivateBytes = 32;
    private const int MinIndexBytes = 16;
    private const int MaxIdCharacters = 32;

    // n of P-256 and of SM2; a private number is from 1 to n-1, for SM2 to n-2.
    private static readonly BigInteger P256Order = new("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
    private static readonly BigInteger Sm2Order = GMNamedCurves.GetByName("sm2p256v1").N.Subtract(BigInteger.One);

    // A member that is misspelt, or the section around it, would leave a server without keys and without a word of it.
    private static readonly JsonSerializerOptions FileOptions = new(JsonSerializerOptions.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>The configuration with what its file holds.</summary>
    /// <exception cref="FormatException">The file is missing or unreadable, or keys stand in both places.</exception>
    public static HealthCardOptions WithFile(HealthCardOptions options)
    {
        if (string.IsNullOrEmpty(options.KeyFile))
            return options;
        if (options.RootKey is not null || options.IndexKey is not null || options.SigningKeys.Count > 0)
            throw new FormatException($"{HealthCardOptions.Section}:KeyFile is set, and keys stand in the configuration too: they stand in one place.");
        try
        {
            var read = JsonSerializer.Deserialize<HealthCardOptions>(File.ReadAllBytes(options.KeyFile), FileOptions);
            return read is { KeyFile: null, SigningKeys: { } keys } && !keys.Contains(null!)
                ? read
                : throw new JsonException("null");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new FormatException($"{HealthCardOptions.Section}:KeyFile '{options.KeyFile}' cannot be read: {(e is JsonException ? "it is no JSON of the form that the documentation shows" : e.Message)}", e);
        }
    }

    /// <exception cref="FormatException">What is wrong.</exception>
    public static byte[]? Number(string? text, string name, int min, int? exactly)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        byte[]? bytes = Hex(text);
        return bytes is not null && bytes.Length >= min && (exactly is null || bytes.Length == exactly)
            ? bytes
            : throw new FormatException($"{HealthCardOptions.Section}:{name} is {(exactly is { } n ? $"{n}" : $"at least {min}")} bytes in hexadecimal.");
    }

    public static byte[]? Index(HealthCardOptions options) => Number(options.IndexKey, "IndexKey", MinIndexBytes, null);

    /// <exception cref="FormatException">What is wrong.</exception>
    public static CodeKey Code(SigningKeyOptions options, int index)
    {
        string name = $"SigningKeys:{index}";
        if (options.Id is null || options.Id.Length is 0 or > MaxIdCharacters || !options.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new FormatException($"{HealthCardOptions.Section}:{name}:Id is 1 to {MaxIdCharacters} letters, digits, - and _.");
        int cipherBytes = options.Suite switch
        {
            "ES256" => 32,
            "SM2" => Numbers.Sm4Blocks.KeyBytes,
            _ => throw new FormatException($"{HealthCardOptions.Section}:{name}:Suite is ES256 or SM2."),
        };
        byte[] secret = Required(options.PrivateKey, $"{name}:PrivateKey", PrivateBytes), cipher = Required(options.CipherKey, $"{name}:CipherKey", cipherBytes);
        var d = new BigInteger(1, secret);
        if (d.SignValue == 0 || d.CompareTo(options.Suite == "SM2" ? Sm2Order : P256Order) >= 0)
            throw new FormatException($"{HealthCardOptions.Section}:{name}:PrivateKey is no private number of its curve.");
        return options.Suite == "SM2" ? new Sm2Key(options.Id, secret, cipher) : new Es256Key(options.Id, secret, cipher);
    }

    private static byte[] Required(string? text, string name, int bytes) =>
        Number(text, name, bytes, bytes) ?? throw new FormatException($"{HealthCardOptions.Section}:{name} is missing.");

    private static byte[]? Hex(string text)
    {
        byte[] bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == bytes.Length && text.Length % 2 == 0 ? bytes : null;
    }
}
