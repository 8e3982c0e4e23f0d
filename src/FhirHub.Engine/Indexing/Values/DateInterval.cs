using System.Buffers;
using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// The time a date stands for at its precision: 2026-03 is the whole of March. Bounds are milliseconds since 0001-01-01T00:00:00Z;
/// what is finer than a millisecond is cut off.
/// </summary>
/// <param name="From">First millisecond.</param>
/// <param name="To">First millisecond behind.</param>
internal readonly record struct DateInterval(long From, long To)
{
    /// <summary>Where a period without start begins.</summary>
    public const long Beginning = 0;

    /// <summary>Where a period without end ends: behind every date that can be written.</summary>
    public const long Forever = 1L << 49;

    private const int Longest = 64;

    public long Length => To - From;

    public DateTime FromUtc => Utc(From);

    public DateTime ToUtc => Utc(To);

    /// <summary>Milliseconds since 0001-01-01T00:00:00Z.</summary>
    public static long Milliseconds(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMillisecond;

    /// <summary>Reads a date, dateTime or instant of R4, or one of a search, where seconds and zone may be missing.</summary>
    /// <param name="text">YYYY[-MM[-DD[Thh:mm[:ss[.fff]][Z|±hh:mm]]]]</param>
    /// <param name="zone">Of a text that names none.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan zone, out DateInterval interval) =>
        DateText.TryParse(text, zone, out interval);

    /// <summary>The same for a text; null when it is not a date.</summary>
    public static DateInterval? Parse(string text, TimeSpan zone)
    {
        Span<byte> ascii = stackalloc byte[Longest];
        if (text.Length > Longest || Ascii.FromUtf16(text, ascii, out var written) != OperationStatus.Done)
            return null;
        return TryParse(ascii[..written], zone, out var interval) ? interval : null;
    }

    /// <summary>The shortest interval that holds both.</summary>
    public DateInterval Cover(DateInterval other) => new(Math.Min(From, other.From), Math.Max(To, other.To));

    private static DateTime Utc(long milliseconds) => milliseconds >= DateTime.MaxValue.Ticks / TimeSpan.TicksPerMillisecond
        ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
        : new DateTime(milliseconds * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
