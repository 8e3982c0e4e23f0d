using System.Globalization;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>The order of dates and times of R4, whose precision may differ.</summary>
internal static class TemporalOrder
{
    /// <summary>Below 0, 0 or above 0; null where the coarser of the two leaves it open, or either is no date or time.</summary>
    public static int? Compare(string first, string second)
    {
        if (Time(first) is { } a && Time(second) is { } b)
            return a.CompareTo(b);
        var (x, y) = (Day(first), Day(second));
        var shared = Math.Min(x.Length, y.Length);
        var order = string.CompareOrdinal(x, 0, y, 0, shared);
        if (order != 0)
            return order;
        // Equal as far as both go: one that goes further leaves it open.
        return first.Length == second.Length ? 0 : null;
    }

    private static string Day(string text) => text.Length > 10 ? text[..10] : text;

    private static DateTimeOffset? Time(string text)
    {
        if (text.Length > 10 && text[10] == 'T' &&
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant;
        return text.Length > 5 && text[2] == ':' && TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).Add(time.ToTimeSpan())
            : null;
    }
}
