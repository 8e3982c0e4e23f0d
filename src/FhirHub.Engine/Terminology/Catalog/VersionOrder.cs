namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>Orders business versions as people read them: 2.9 before 2.10, 2023 before 2024-01; none before any.</summary>
internal sealed class VersionOrder : IComparer<string?>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        int i = 0, j = 0;
        while (i < x.Length && j < y.Length)
        {
            var a = Part(x, ref i);
            var b = Part(y, ref j);
            int order = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]) ? CompareNumbers(a, b) : a.CompareTo(b, StringComparison.Ordinal);
            if (order != 0)
                return order;
        }

        return (x.Length - i) - (y.Length - j);
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? a.Length - b.Length : a.CompareTo(b, StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> Part(string text, ref int at)
    {
        int from = at;
        bool isNumber = char.IsAsciiDigit(text[at]);
        while (at < text.Length && char.IsAsciiDigit(text[at]) == isNumber)
            at++;
        return text.AsSpan(from, at - from);
    }
}
