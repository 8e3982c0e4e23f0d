namespace FhirHub.Engine.Search.Execution;

/// <summary>The order of texts in the database: by UTF-8 bytes, which is by code point. UTF-16 differs for characters beyond U+FFFF.</summary>
internal static class Utf8Order
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string a, string b)
    {
        int common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
            return a.Length.CompareTo(b.Length);
        return Rank(a[common]).CompareTo(Rank(b[common]));
    }

    /// <summary>Surrogates, which stand for the largest code points, come behind all others.</summary>
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
