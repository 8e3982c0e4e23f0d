namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// The index entry of an interval of time: <c>(</c>, a digit for the class of its length, and its start in 12 hex digits. The class
/// bounds how far in front of a searched time an entry that still reaches into it can begin.
/// </summary>
internal static class DateEntry
{
    public const int Classes = 5;

    // In the year 8920 the digits are used up: all that begin behind it share the last entry of their class, and the residual tells them apart.
    private const long Last = (1L << 48) - 1;

    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private static readonly long[] Longest = [25 * Hour, 32 * Day, 367 * Day, 11 * 366 * Day, DateInterval.Forever];

    public static string Of(string prefix, DateInterval interval) => Text(prefix, ClassOf(interval.Length), interval.From);

    /// <summary>The longest interval of a class.</summary>
    public static long LongestOf(int @class) => Longest[@class];

    /// <summary>Every entry of the parameter's dates.</summary>
    public static EntryRange All(string prefix) => new(prefix + "(", prefix + ")");

    /// <summary>The entries of one class that start from <paramref name="from"/> up to, not including, <paramref name="to"/>; null for none.</summary>
    public static EntryRange? Starting(string prefix, int @class, long from, long to)
    {
        from = Math.Max(from, DateInterval.Beginning);
        if (from >= to)
            return null;
        return new EntryRange(Text(prefix, @class, from), to > Last ? $"{prefix}({@class + 1}" : Text(prefix, @class, to));
    }

    private static int ClassOf(long length)
    {
        var @class = 0;
        while (length > Longest[@class])
            @class++;
        return @class;
    }

    private static string Text(string prefix, int @class, long start) =>
        string.Create(prefix.Length + 14, (prefix, @class, start: Math.Min(start, Last)), static (to, parts) =>
        {
            parts.prefix.CopyTo(to);
            to = to[parts.prefix.Length..];
            to[0] = '(';
            to[1] = (char)('0' + parts.@class);
            HexDigits.Write((ulong)parts.start, to[2..]);
        });
}
