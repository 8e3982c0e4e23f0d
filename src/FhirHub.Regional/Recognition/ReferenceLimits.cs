using System.Globalization;

namespace FhirHub.Regional.Recognition;

/// <summary>A reference range; null for an open end.</summary>
internal sealed record ReferenceLimits(decimal? Low, decimal? High)
{
    /// <summary><c>low..high</c>; null for anything else.</summary>
    public static ReferenceLimits? Parse(string text)
    {
        string[] ends = text.Split("..");
        return ends.Length == 2
            && decimal.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal low)
            && decimal.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal high)
            && low < high
            ? new ReferenceLimits(low, high)
            : null;
    }

    /// <summary>Whether both its ends are known and lie within the others.</summary>
    public bool IsWithin(ReferenceLimits outer) => Low >= outer.Low && High <= outer.High;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low}..{High}");
}
