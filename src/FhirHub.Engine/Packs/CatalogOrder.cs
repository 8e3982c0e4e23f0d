using System.Globalization;

namespace FhirHub.Engine.Packs;

/// <summary>Which of several definitions of one URL is meant where no version is asked for.</summary>
internal sealed class CatalogOrder : IComparer<CatalogEntry>
{
    public static CatalogOrder NewestFirst { get; } = new();

    public int Compare(CatalogEntry? x, CatalogEntry? y)
    {
        if (x is null || y is null)
            return (x is null ? 1 : 0) - (y is null ? 1 : 0);
        int order = x.IsRetired.CompareTo(y.IsRetired);
        if (order == 0)
            order = CompareVersions(y.BusinessVersion, x.BusinessVersion);
        if (order == 0)
            order = y.LastUpdated.CompareTo(x.LastUpdated);
        return order != 0 ? order : string.CompareOrdinal(x.Key, y.Key);
    }

    /// <summary>By the numbers in them, then as text; a version with a label behind it (<c>1.0.0-ballot</c>) comes before the one without.</summary>
    public static int CompareVersions(string? first, string? second)
    {
        if (first is null || second is null)
            return (first is null ? 0 : 1) - (second is null ? 0 : 1);
        var (a, aLabel) = Parts(first);
        var (b, bLabel) = Parts(second);
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            int order = ComparePart(i < a.Length ? a[i] : "0", i < b.Length ? b[i] : "0");
            if (order != 0)
                return order;
        }

        return (aLabel, bLabel) switch
        {
            ("", "") => 0,
            ("", _) => 1,
            (_, "") => -1,
            _ => string.CompareOrdinal(aLabel, bLabel),
        };
    }

    private static (string[] Numbers, string Label) Parts(string version)
    {
        int dash = version.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (version.Split('.'), string.Empty) : (version[..dash].Split('.'), version[(dash + 1)..]);
    }

    private static int ComparePart(string a, string b) =>
        long.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out long x) && long.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out long y)
            ? x.CompareTo(y)
            : string.CompareOrdinal(a, b);
}
