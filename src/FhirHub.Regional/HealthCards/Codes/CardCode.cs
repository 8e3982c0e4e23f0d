using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FhirHub.Regional.HealthCards.Codes;

/// <summary>What a code of a health card says.</summary>
/// <param name="CardNumber">Of the card that it stands for.</param>
/// <param name="Id">16 random bytes, so that no two codes are the same.</param>
/// <param name="Issued">UTC, whole seconds.</param>
internal sealed record CardCode(string CardNumber, string Id, DateTimeOffset Issued)
{
    private const byte Layout = 1;
    private const int IdBytes = 16;
    private const int HeadBytes = 2 + 8 + 8 + IdBytes;

    /// <summary>When it ends, UTC, whole seconds; null for a static code.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it counts once only.</summary>
    public bool IsSingleUse { get; init; }

    public static CardCode New(string cardNumber, DateTimeOffset issued) =>
        new(cardNumber, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), DateTimeOffset.FromUnixTimeSeconds(issued.ToUnixTimeSeconds()));

    /// <summary>
    /// Layout 1: a byte 1, a byte of flags (1 it expires, 2 single use), issue and end in Unix seconds (8 bytes each, big-endian; 0 for no end), the id, and the
    /// number of the card in ASCII to the end; one of 64 hexadecimal digits as they are.
    /// </summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[HeadBytes + Encoding.ASCII.GetByteCount(CardNumber)];
        bytes[0] = Layout;
        bytes[1] = (byte)((Expires is null ? 0 : 1) | (IsSingleUse ? 2 : 0));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(2), Issued.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(10), Expires?.ToUnixTimeSeconds() ?? 0);
        Convert.FromHexString(Id).CopyTo(bytes, 18);
        Encoding.ASCII.GetBytes(CardNumber, bytes.AsSpan(HeadBytes));
        return bytes;
    }

    /// <summary>Null for what is of another layout.</summary>
    public static CardCode? Of(byte[] bytes)
    {
        if (bytes.Length <= HeadBytes || bytes[0] != Layout)
            return null;
        bool expires = (bytes[1] & 1) != 0;
        return new CardCode(
            Encoding.ASCII.GetString(bytes, HeadBytes, bytes.Length - HeadBytes),
            Convert.ToHexStringLower(bytes.AsSpan(18, IdBytes)),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(2))))
        {
            Expires = expires ? DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(10))) : null,
            IsSingleUse = (bytes[1] & 2) != 0,
        };
    }
}
