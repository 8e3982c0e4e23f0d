namespace FhirHub.Regional.HealthCards.Keys;

/// <summary>A key of card codes, with what its suite does. Safe for all threads.</summary>
internal abstract class CodeKey(string id, string suite)
{
    protected const int NonceBytes = 12;
    protected const int TagBytes = 16;

    public string Id { get; } = id;

    /// <summary>As in the policy: <c>ES256</c>, <c>SM2</c>.</summary>
    public string Suite { get; } = suite;

    /// <summary>A signature of 64 bytes: r and s.</summary>
    public abstract byte[] Sign(byte[] content);

    public abstract bool Verify(byte[] content, byte[] signature);

    /// <summary>Nonce of 12 bytes, encrypted content, tag of 16 bytes.</summary>
    public abstract byte[] Seal(byte[] plain);

    /// <summary>Null where it was not sealed by this key.</summary>
    public abstract byte[]? Open(byte[] hidden);
}
