using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Compares a value with <c>minValue[x]</c> or <c>maxValue[x]</c>: numbers, dates, times, and quantities of the same unit.</summary>
internal static class BoundOrder
{
    /// <summary>Below 0, 0 or above 0; null when they cannot be compared.</summary>
    public static int? Compare(InstanceNode value, InstanceNode bound)
    {
        if (bound.Type.Is("Quantity"))
            return CompareQuantities(value, bound);
        if (value.Text is not { } text || bound.Text is not { } limit)
            return null;
        if (bound.Token == JsonTokenType.Number)
            return CompareNumbers(text, limit);
        return TemporalOrder.Compare(text, limit);
    }

    private static int? CompareQuantities(InstanceNode value, InstanceNode bound)
    {
        var sameUnit = value.Child("code")?.Text is { } code
            ? code == bound.Child("code")?.Text && value.Child("system")?.Text == bound.Child("system")?.Text
            : value.Child("unit")?.Text == bound.Child("unit")?.Text;
        return sameUnit && value.Child("value") is { } amount && bound.Child("value") is { } limit ? Compare(amount, limit) : null;
    }

    // Numbers beyond the range of a decimal are far enough from any bound for a double.
    private static int? CompareNumbers(string value, string bound)
    {
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var a) &&
            decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var b))
            return a.CompareTo(b);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) &&
            double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
            ? x.CompareTo(y)
            : null;
    }
}
