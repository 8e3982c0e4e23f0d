namespace FhirHub.Samples.Places;

/// <summary>The provinces of the five regions whose policies FhirHub follows. Of Hubei only Yichang is in the data, of Shandong only Jining.</summary>
internal static class Provinces
{
    private static readonly Province[] All =
    [
        new("14", "山西省", "山西"),
        new("21", "辽宁省", "辽宁"),
        new("37", "山东省", "山东"),
        new("42", "湖北省", "湖北"),
        new("52", "贵州省", "贵州"),
    ];

    /// <param name="division">A code of GB/T 2260 that lies in the province.</param>
    public static Province Of(string division) => All.First(p => division.StartsWith(p.Code, StringComparison.Ordinal));
}
