namespace FhirHub.Engine.Structure;

/// <summary>Dates and times of R4: a subset of ISO 8601 whose precision may vary. https://hl7.org/fhir/R4/datatypes.html#dateTime</summary>
internal static class TemporalFormat
{
    public static bool IsDate(ReadOnlySpan<byte> text) => TryDate(ref text, out _) && text.IsEmpty;

    /// <summary>A date; or a date to the day with a time and a time zone.</summary>
    public static bool IsDateTime(ReadOnlySpan<byte> text) =>
        TryDate(ref text, out var toTheDay) && (text.IsEmpty || (toTheDay && IsTimeOfDay(text)));

    /// <summary>To the second at least, with a time zone.</summary>
    public static bool IsInstant(ReadOnlySpan<byte> text) =>
        TryDate(ref text, out var toTheDay) && toTheDay && IsTimeOfDay(text);

    public static bool IsTime(ReadOnlySpan<byte> text) => TryTime(ref text) && text.IsEmpty;

    private static bool IsTimeOfDay(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != (byte)'T')
            return false;
        text = text[1..];
        return TryTime(ref text) && IsZone(text);
    }

    private static bool TryDate(ref ReadOnlySpan<byte> text, out bool toTheDay)
    {
        toTheDay = false;
        if (!TryTwoDigits(ref text, out var century) || !TryTwoDigits(ref text, out var decade) || (century | decade) == 0)
            return false;
        if (!TryTake(ref text, (byte)'-'))
            return true;
        if (!TryTwoDigits(ref text, out var month) || month is < 1 or > 12)
            return false;
        if (!TryTake(ref text, (byte)'-'))
            return true;
        toTheDay = true;
        return TryTwoDigits(ref text, out var day) && day >= 1 && day <= DateTime.DaysInMonth(century * 100 + decade, month);
    }

    /// <summary>hh:mm:ss with or without a fraction; 60 is a leap second.</summary>
    private static bool TryTime(ref ReadOnlySpan<byte> text)
    {
        if (!TryTwoDigits(ref text, out var hour) || hour > 23 || !TryTake(ref text, (byte)':') ||
            !TryTwoDigits(ref text, out var minute) || minute > 59 || !TryTake(ref text, (byte)':') ||
            !TryTwoDigits(ref text, out var second) || second > 60)
            return false;
        if (!TryTake(ref text, (byte)'.'))
            return true;
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        text = text[digits..];
        return digits > 0;
    }

    /// <summary>Z, or an offset of at most 14:00.</summary>
    private static bool IsZone(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("Z"u8))
            return true;
        if (!TryTake(ref text, (byte)'+') && !TryTake(ref text, (byte)'-'))
            return false;
        return TryTwoDigits(ref text, out var hours) && TryTake(ref text, (byte)':') && TryTwoDigits(ref text, out var minutes) &&
            text.IsEmpty && minutes <= 59 && (hours <= 13 || (hours == 14 && minutes == 0));
    }

    private static bool TryTwoDigits(ref ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit((char)text[0]) || !char.IsAsciiDigit((char)text[1]))
            return false;
        value = (text[0] - '0') * 10 + text[1] - '0';
        text = text[2..];
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, byte expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }
}
