using System.Globalization;

namespace FhirHub.Server.Interactions;

/// <summary>Times in query parameters. https://hl7.org/fhir/R4/datatypes.html#dateTime; without an offset they are UTC.</summary>
internal static class FhirTime
{
    private static readonly string[] Days = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];

    private static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The moment in UTC, or the first one of a date; null for what is neither.</summary>
    public static DateTime? ParseInstant(string text) => ParsePeriod(text)?.From;

    /// <summary>From the first moment that the text covers up to, not including, the first one behind it; null for what is no dateTime.</summary>
    public static (DateTime From, DateTime To)? ParsePeriod(string text)
    {
        // A plus sign that was not escaped in the URL arrives as a space.
        text = text.Replace(' ', '+');
        for (int i = 0; i < Days.Length; i++)
        {
            if (!TryParse(text, Days[i], out var from))
                continue;
            return from.Year == 9999 ? (from, DateTime.MaxValue) : (from, i == 0 ? from.AddYears(1) : i == 1 ? from.AddMonths(1) : from.AddDays(1));
        }

        for (int i = 0; i < Moments.Length; i++)
        {
            if (TryParse(text, Moments[i], out var from))
                return (from, i == 0 ? from.AddMinutes(1) : i == 1 ? from.AddSeconds(1) : from.AddMilliseconds(1));
        }

        return null;
    }

    private static bool TryParse(string text, string format, out DateTime utc) => DateTime.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc);
}
