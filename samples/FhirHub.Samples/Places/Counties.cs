using System.Globalization;

namespace FhirHub.Samples.Places;

/// <summary>The 329 counties of the five regions, by GB/T 2260; from <c>counties.tsv</c> and <c>prefectures.tsv</c>.</summary>
internal static class Counties
{
    public static readonly IReadOnlyList<County> All = Read();

    /// <summary>
    /// So many counties, taken from the five regions in turn, each time in another prefecture: a small set has something of every region.
    /// </summary>
    public static IReadOnlyList<County> Spread(int count)
    {
        var regions = All.GroupBy(c => c.Prefecture.Province.Code)
            .Select(province => InTurn(province.GroupBy(c => c.Prefecture.Code).Select(p => p.ToList())));
        return [.. InTurn(regions).Take(count)];
    }

    private static List<County> InTurn(IEnumerable<IReadOnlyList<County>> groups)
    {
        var lists = groups.ToList();
        return [.. Enumerable.Range(0, lists.Max(l => l.Count)).SelectMany(i => lists.Where(l => i < l.Count).Select(l => l[i]))];
    }

    private static List<County> Read()
    {
        var prefectures = Rows("prefectures.tsv").ToDictionary(
            r => r[0], r => new Prefecture(r[0], r[1], r[2], Whole(r[3]), Whole(r[4])), StringComparer.Ordinal);
        return [.. Rows("counties.tsv").Select(r => new County(r[0], r[1], prefectures[r[0][..4]], r[2].Split(',')))];
    }

    private static IEnumerable<string[]> Rows(string resource)
    {
        using var reader = new StreamReader(typeof(Counties).Assembly.GetManifestResourceStream(resource)!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split('\t');
    }

    private static int Whole(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
