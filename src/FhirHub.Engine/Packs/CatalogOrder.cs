using FhirHub.Engine.Conformance;

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
            order = VersionOrder.Instance.Compare(y.BusinessVersion, x.BusinessVersion);
        if (order == 0)
            order = y.LastUpdated.CompareTo(x.LastUpdated);
        return order != 0 ? order : string.CompareOrdinal(x.Key, y.Key);
    }
}
