using System.Globalization;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// A decimal number as it was written: <c>Significand × 10^Exponent</c>, trailing zeros kept. Digits behind the 34th are cut off;
/// a double, which the index holds, tells apart 17.
/// </summary>
internal readonly record struct DecimalNumber(Int128 Significand, int Exponent)
{
    private const long MostExact = 1L << 53;
    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private const int MostDigits = 34;
    private const int MostExponent = 100_000;
    private static readonly Int128 Largest = Int128.MaxValue / 1000;

    /// <summary>Reads <c>-?digits[.digits][e±digits]</c>, https://hl7.org/fhir/R4/datatypes.html#decimal; a plus in front and leading zeros pass as well.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DecimalNumber number)
    {
        number = default;
        var negative = !text.IsEmpty && text[0] == (byte)'-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        Int128 significand = 0;
        var (exponent, digits) = (0, 0);
        if (!TakeDigits(ref text, ref significand, ref digits, ref exponent, isFraction: false))
            return false;
        if (!text.IsEmpty && text[0] == (byte)'.')
        {
            text = text[1..];
            if (!TakeDigits(ref text, ref significand, ref digits, ref exponent, isFraction: true))
                return false;
        }
        if (!text.IsEmpty && text[0] is (byte)'e' or (byte)'E')
        {
            text = text[1..];
            if (!TakeExponent(ref text, out var power))
                return false;
            exponent += power;
        }
        number = new DecimalNumber(negative ? -significand : significand, exponent);
        return text.IsEmpty;
    }

    /// <summary>The nearest double; infinite where there is none.</summary>
    public double ToDouble()
    {
        // Both parts are exact doubles here, so that the one operation rounds correctly.
        if (Int128.Abs(Significand) <= MostExact && Math.Abs(Exponent) < Powers.Length)
            return Exponent < 0 ? (double)(long)Significand / Powers[-Exponent] : (long)Significand * Powers[Exponent];
        Span<byte> text = stackalloc byte[64];
        Significand.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        text[length++] = (byte)'e';
        Exponent.TryFormat(text[length..], out var more, default, CultureInfo.InvariantCulture);
        return double.Parse(text[..(length + more)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The nearest number of 17 digits, for what has no exact decimal at hand.</summary>
    public static DecimalNumber Near(double number)
    {
        Span<byte> text = stackalloc byte[32];
        number.TryFormat(text, out var length, "E16", CultureInfo.InvariantCulture);
        return TryParse(text[..length], out var near) ? near : throw new ArgumentOutOfRangeException(nameof(number));
    }

    /// <summary>One digit more of precision; with 0 of the same value, with 5 half of the last digit above it.</summary>
    public DecimalNumber WithDigit(int digit) => new(Significand * 10 + digit, Exponent - 1);

    /// <summary>The exact product; null when it has too many digits.</summary>
    public DecimalNumber? Times(DecimalNumber other)
    {
        var (one, two) = (Trimmed(), other.Trimmed());
        if (two.Significand != 0 && Int128.Abs(one.Significand) > Largest / Int128.Abs(two.Significand))
            return null;
        return new DecimalNumber(one.Significand * two.Significand, one.Exponent + two.Exponent);
    }

    /// <summary>The exact sum; null when it has too many digits.</summary>
    public DecimalNumber? Plus(DecimalNumber other)
    {
        var (one, two) = (Trimmed(), other.Trimmed());
        var exponent = Math.Min(one.Exponent, two.Exponent);
        return one.AtExponent(exponent) is { } a && two.AtExponent(exponent) is { } b ? new DecimalNumber(a + b, exponent) : null;
    }

    /// <summary>The quotient to at least 20 digits; null when the number has too many of its own.</summary>
    public DecimalNumber? DividedBy(int divisor)
    {
        var number = Trimmed();
        return number.AtExponent(number.Exponent - 20) is { } digits ? new DecimalNumber(digits / divisor, number.Exponent - 20) : null;
    }

    private Int128? AtExponent(int exponent)
    {
        var digits = Significand;
        for (var i = Exponent; i > exponent && digits != 0; i--)
        {
            if (Int128.Abs(digits) > Largest)
                return null;
            digits *= 10;
        }
        return digits;
    }

    private DecimalNumber Trimmed()
    {
        var (significand, exponent) = (Significand, Exponent);
        while (significand != 0 && significand % 10 == 0)
            (significand, exponent) = (significand / 10, exponent + 1);
        return new DecimalNumber(significand, exponent);
    }

    private static bool TakeDigits(ref ReadOnlySpan<byte> text, ref Int128 significand, ref int digits, ref int exponent, bool isFraction)
    {
        var count = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        count = count < 0 ? text.Length : count;
        foreach (var digit in text[..count])
        {
            if (digits == MostDigits)
            {
                exponent += isFraction ? 0 : 1;
                continue;
            }
            significand = significand * 10 + (digit - '0');
            digits += significand == 0 ? 0 : 1;
            exponent -= isFraction ? 1 : 0;
        }
        text = text[count..];
        return count > 0;
    }

    private static bool TakeExponent(ref ReadOnlySpan<byte> text, out int power)
    {
        power = 0;
        var negative = !text.IsEmpty && text[0] == (byte)'-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        var count = 0;
        for (; !text.IsEmpty && char.IsAsciiDigit((char)text[0]); text = text[1..], count++)
            power = Math.Min(power * 10 + text[0] - '0', MostExponent);
        power = negative ? -power : power;
        return count > 0;
    }
}
