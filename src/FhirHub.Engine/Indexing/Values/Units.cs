using System.Globalization;
using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>Quantities from one unit of UCUM (https://ucum.org) to another.</summary>
public static class Units
{
    /// <summary>The code system of the units.</summary>
    public const string System = UcumUnits.System;

    // What a double tells reliably after two conversions.
    private const int Digits = 12;

    /// <summary>Whether values convert: both are units, with the same dimension.</summary>
    public static bool AreComparable(string from, string to) =>
        from == to || (UcumUnits.Find(from) is { } one && UcumUnits.Find(to) is { } other && one.Canonical == other.Canonical);

    /// <summary>A value in another unit, to 12 significant digits; null where it does not convert.</summary>
    public static decimal? Convert(decimal value, string from, string to)
    {
        if (from == to)
            return value;
        if (UcumUnits.Find(from) is not { } one || UcumUnits.Find(to) is not { } other || one.Canonical != other.Canonical)
            return null;
        if (!DecimalNumber.TryParse(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)), out var number))
            return null;
        double result = (one.Convert(number) * other.Divisor / other.Factor.ToDouble()) - other.Offset.ToDouble();
        string text = result.ToString("G" + Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal converted) ? converted : null;
    }
}
