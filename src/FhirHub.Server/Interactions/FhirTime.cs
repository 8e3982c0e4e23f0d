using System.Globalization;

namespace FhirHub.Server.Interactions;

/// <summary>Times in query parameters. https://hl7.org/fhir/R4/datatypes.html#dateTime; without an offset they are UTC.</summary>
internal static class FhirTime
{
    /// <summary>The formats, each with how to get from its first moment to the first one behind it.</summary>
    private static readonly (string Format, Func<DateTime, DateTime> Behind)[] Precisions =
    [
        ("yyyy", t => t.AddYears(1)),
        ("yyyy-MM", t => t.AddMonths(1)),
        ("yyyy-MM-dd", t => t.AddDays(1)),
        ("yyyy-MM-dd'T'HH:mmK", t => t.AddMinutes(1)),
        ("yyyy-MM-dd'T'HH:mm:ssK", t => t.AddSeconds(1)),
        ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", t => t.AddMilliseconds(1)),
    ];

    /// <summary>The moment in UTC, or the first one of a date; null for what is neither.</summary>
    public static DateTime? ParseInstant(string text) => ParsePeriod(text)?.From;

    /// <summary>From the first moment that the text covers up to, not including, the first one behind it; null for what is no dateTime.</summary>
    public static (DateTime From, DateTime To)? ParsePeriod(string text)
    {
        // A plus sign that was not escaped in the URL arrives as a space.
        text = text.Replace(' ', '+');
        foreach (var (format, behind) in Precisions)
        {
            if (TryParse(text, format, out var from))
                return (from, Bounded(from, behind));
        }

        return null;
    }

    /// <summary>Behind the last period of time that can be told, there is no moment.</summary>
    private static DateTime Bounded(DateTime from, Func<DateTime, DateTime> behind)
    {
        try
        {
            return behind(from);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.MaxValue;
        }
    }

    private static bool TryParse(string text, string format, out DateTime utc) => DateTime.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc);
}
