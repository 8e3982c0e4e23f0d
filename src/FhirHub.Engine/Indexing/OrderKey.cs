using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FhirHub.Engine.Indexing;

/// <summary>
/// A resource's place in the default order of searches, as 22 digits of base 32 that compare as text: ten of its primary date (or of its
/// creation, for a type without one; zeros where the date is missing), then twelve that are its own, so that no two resources share a place.
/// </summary>
public static class OrderKey
{
    public const int Length = TimeDigits + OwnDigits;
    public const int TimeDigits = 10;

    /// <summary>The digits, ascending.</summary>
    public const string Digits = "0123456789abcdefghijklmnopqrstuv";

    private const int OwnDigits = 12;

    /// <summary>What stands for a missing date.</summary>
    public static readonly string Missing = new('0', TimeDigits);

    /// <param name="key"><c>Patient/1</c>.</param>
    /// <param name="entries">Of the resource.</param>
    /// <param name="previous">The place it had in the version before, which tells when it was created; null for a new resource.</param>
    /// <param name="written">When this version is written, UTC.</param>
    public static string Of(string key, IndexEntries entries, string? previous, DateTime written)
    {
        string time = !entries.HasPrimaryDate ? previous?[..TimeDigits] ?? OfTime(written.Ticks / TimeSpan.TicksPerMillisecond)
            : entries.PrimaryDate is { } date ? OfTime(Math.Max(date, 1))
            : Missing;
        return time + Own(key);
    }

    /// <summary>The digits of a time in milliseconds since 0001-01-01.</summary>
    public static string OfTime(long milliseconds) => Encode((ulong)milliseconds, TimeDigits);

    private static string Own(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return Encode(BinaryPrimitives.ReadUInt64BigEndian(hash), OwnDigits);
    }

    private static string Encode(ulong value, int digits) => string.Create(digits, value, static (span, rest) =>
    {
        for (int i = span.Length - 1; i >= 0; i--, rest >>= 5)
            span[i] = Digits[(int)(rest & 31)];
    });
}
