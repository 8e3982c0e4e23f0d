using System.Globalization;
using System.Numerics;

namespace FhirHub.Engine.Patching;

/// <summary>A JSON number in the one form that equal values share: significant digits times a power of ten, unrounded.</summary>
internal readonly record struct JsonNumber(bool Negative, string Digits, BigInteger Exponent)
{
    private static readonly JsonNumber Zero = new(false, "", 0);

    /// <summary>Whether two literals stand for the same number.</summary>
    public static bool Same(string left, string right) =>
        left == right || (!HasEndlessExponent(left) && !HasEndlessExponent(right) && Parse(left) == Parse(right));

    /// <param name="literal">A number as JSON writes it, for example <c>-1.50e3</c>.</param>
    public static JsonNumber Parse(ReadOnlySpan<char> literal)
    {
        var negative = literal[0] == '-';
        if (negative)
            literal = literal[1..];
        var exponent = BigInteger.Zero;
        var e = literal.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            exponent = BigInteger.Parse(literal[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            literal = literal[..e];
        }

        var point = literal.IndexOf('.');
        var digits = point < 0 ? literal.ToString() : string.Concat(literal[..point], literal[(point + 1)..]);
        if (point >= 0)
            exponent -= literal.Length - point - 1;
        var significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        return significant.Length == 0 ? Zero : new JsonNumber(negative, significant, exponent);
    }

    // Reading an exponent of a million digits costs minutes; such numbers are equal only when they are written alike.
    private static bool HasEndlessExponent(string literal)
    {
        var e = literal.AsSpan().IndexOfAny('e', 'E');
        return e >= 0 && literal.Length - e > 1000;
    }
}
