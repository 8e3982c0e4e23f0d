using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// The index entry of a number: <c>(</c>, 0 for one number or 4 for a range, and the (lower) number in 16 hex digits that sort as
/// numbers do.
/// </summary>
internal static class NumberEntry
{
    public const char Point = '0';
    public const char Range = '4';

    /// <summary>Adds the entry, and the bounds of what is no point.</summary>
    public static void Add(string prefix, NumberInterval interval, EntrySink sink)
    {
        sink.Add(Text(prefix, interval.IsPoint ? Point : Range, interval.Low));
        if (!interval.IsPoint)
            sink.AddInterval(new IndexInterval(prefix, interval.Low, interval.High, IsDate: false));
    }

    /// <summary>The entry of a number, or the first entry that is not below it.</summary>
    public static string Text(string prefix, char @class, double number) =>
        string.Create(prefix.Length + 18, (prefix, @class, number), static (to, parts) =>
        {
            parts.prefix.CopyTo(to);
            to = to[parts.prefix.Length..];
            to[0] = '(';
            to[1] = parts.@class;
            HexDigits.Write(Ordered(parts.number), to[2..]);
        });

    /// <summary>Bits that compare as the numbers do: negative ones inverted, others with the sign bit set.</summary>
    public static ulong Ordered(double number)
    {
        // Zero has two signs; both are one number.
        var bits = BitConverter.DoubleToUInt64Bits(number == 0 ? 0.0 : number);
        return (bits >> 63) != 0 ? ~bits : bits | (1UL << 63);
    }
}
