namespace FhirHub.Regional.HealthCards.Keys;

/// <summary>A key of card codes.</summary>
public sealed class SigningKeyOptions
{
    /// <summary>Stands in each code: 1 to 32 letters, digits, <c>-</c> and <c>_</c>. Never used again for another key.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary><c>ES256</c> or <c>SM2</c>, as in the policy's <c>cryptographicSuite</c>.</summary>
    public string Suite { get; set; } = string.Empty;

    /// <summary>The private number of the curve (P-256, or SM2 of GB/T 32918.5), 32 bytes.</summary>
    public string PrivateKey { get; set; } = string.Empty;

    /// <summary>Of the cipher that hides a code's content: 32 bytes of AES-256, or 16 of SM4.</summary>
    public string CipherKey { get; set; } = string.Empty;
}
