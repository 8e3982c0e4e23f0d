using System.Globalization;

namespace FhirHub.Engine.Conformance;

/// <summary>
/// Orders business versions: by the numbers between dots, 2.9 before 2.10; one with a label behind a hyphen before that without, as
/// https://semver.org has it: 1.0.0-beta before 1.0.0. None before any.
/// </summary>
internal sealed class VersionOrder : IComparer<string?>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var (a, aLabel) = Parts(x);
        var (b, bLabel) = Parts(y);
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            int order = ComparePart(i < a.Length ? a[i] : "0", i < b.Length ? b[i] : "0");
            if (order != 0)
                return order;
        }

        if (aLabel.Length == 0 || bLabel.Length == 0)
            return (aLabel.Length == 0 ? 1 : 0) - (bLabel.Length == 0 ? 1 : 0);
        return string.CompareOrdinal(aLabel, bLabel);
    }

    private static (string[] Numbers, string Label) Parts(string version)
    {
        int hyphen = version.IndexOf('-', StringComparison.Ordinal);
        return hyphen < 0 ? (version.Split('.'), "") : (version[..hyphen].Split('.'), version[(hyphen + 1)..]);
    }

    private static int ComparePart(string a, string b) => Number(a) is { } x && Number(b) is { } y ? x.CompareTo(y) : string.CompareOrdinal(a, b);

    private static long? Number(string part) => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
