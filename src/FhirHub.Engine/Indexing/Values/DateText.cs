namespace FhirHub.Engine.Indexing.Values;

/// <summary>Reads dates of every precision, https://hl7.org/fhir/R4/search.html#date.</summary>
internal static class DateText
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Day = 24 * 60 * Minute;

    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan zone, out DateInterval interval)
    {
        if (!TryDate(ref text, out var from, out var length, out var toTheDay))
            return Fail(out interval);
        var offset = (long)zone.TotalMilliseconds;
        if (toTheDay && TryTake(ref text, (byte)'T'))
        {
            if (!TryTime(ref text, out var time, out length))
                return Fail(out interval);
            from += time;
            if (!text.IsEmpty && !TryZone(ref text, out offset))
                return Fail(out interval);
        }
        // The first hours of year 1, east of Greenwich, lie in front of the scale.
        interval = new DateInterval(Math.Max(from - offset, 0), Math.Max(from - offset + length, 1));
        return text.IsEmpty;
    }

    private static bool Fail(out DateInterval interval)
    {
        interval = default;
        return false;
    }

    private static bool TryDate(ref ReadOnlySpan<byte> text, out long from, out long length, out bool toTheDay)
    {
        from = length = 0;
        toTheDay = false;
        if (!TryTwoDigits(ref text, 99, out var century) || !TryTwoDigits(ref text, 99, out var decade) || (century | decade) == 0)
            return false;
        var (year, month, day) = (century * 100 + decade, 1, 1);
        length = (DateTime.IsLeapYear(year) ? 366 : 365) * Day;
        if (TryTake(ref text, (byte)'-'))
        {
            if (!TryTwoDigits(ref text, 12, out month) || month == 0)
                return false;
            length = DateTime.DaysInMonth(year, month) * Day;
            toTheDay = TryTake(ref text, (byte)'-');
            if (toTheDay && (!TryTwoDigits(ref text, DateTime.DaysInMonth(year, month), out day) || day == 0))
                return false;
            length = toTheDay ? Day : length;
        }
        from = new DateTime(year, month, day).Ticks / TimeSpan.TicksPerMillisecond;
        return true;
    }

    /// <summary>hh:mm, hh:mm:ss or hh:mm:ss.f; 60 is a leap second, the first one of the next minute here.</summary>
    private static bool TryTime(ref ReadOnlySpan<byte> text, out long time, out long length)
    {
        time = 0;
        length = Minute;
        if (!TryTwoDigits(ref text, 23, out var hour) || !TryTake(ref text, (byte)':') || !TryTwoDigits(ref text, 59, out var minute))
            return false;
        time = (hour * 60 + minute) * Minute;
        if (!TryTake(ref text, (byte)':'))
            return true;
        if (!TryTwoDigits(ref text, 60, out var second))
            return false;
        time += second * Second;
        length = Second;
        return !TryTake(ref text, (byte)'.') || TryFraction(ref text, ref time, ref length);
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, ref long time, ref long length)
    {
        var digits = 0;
        for (; !text.IsEmpty && char.IsAsciiDigit((char)text[0]); text = text[1..], digits++)
        {
            if (length == 1)
                continue;
            length /= 10;
            time += (text[0] - '0') * length;
        }
        return digits > 0;
    }

    /// <summary>Z, or an offset of at most 14:00.</summary>
    private static bool TryZone(ref ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (TryTake(ref text, (byte)'Z'))
            return true;
        var west = TryTake(ref text, (byte)'-');
        if ((!west && !TryTake(ref text, (byte)'+')) ||
            !TryTwoDigits(ref text, 14, out var hours) || !TryTake(ref text, (byte)':') || !TryTwoDigits(ref text, 59, out var minutes) ||
            (hours == 14 && minutes > 0))
            return false;
        offset = (hours * 60 + minutes) * Minute * (west ? -1 : 1);
        return true;
    }

    private static bool TryTwoDigits(ref ReadOnlySpan<byte> text, int most, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit((char)text[0]) || !char.IsAsciiDigit((char)text[1]))
            return false;
        value = (text[0] - '0') * 10 + text[1] - '0';
        text = text[2..];
        return value <= most;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, byte expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }
}
