using System.Text;

namespace FhirHub.Engine.Search.Execution;

/// <summary>A text between two texts, by code point: what bisection needs on an index of texts.</summary>
internal static class TextMidpoint
{
    private const int Surrogates = 0x800;
    private const int FirstSurrogate = 0xD800;
    private const int Largest = 0x10FFFF - Surrogates;

    /// <param name="low">The smaller text.</param>
    /// <param name="high">The larger one; null for no bound.</param>
    /// <returns>About in the middle, and neither of them; null where there is nothing in between.</returns>
    public static string? Between(string low, string? high)
    {
        int[] a = Digits(low);
        int[]? b = high is null ? null : Digits(high);
        var middle = new StringBuilder();
        for (int i = 0; ; i++)
        {
            int x = i < a.Length ? a[i] : 0;
            int y = b is null ? Largest + 1 : i < b.Length ? b[i] : 0;
            if (y - x > 1)
                return middle.Append(Text(x + (y - x) / 2)).ToString();
            if (x == 0)
                return null;
            middle.Append(Text(x));
            // Behind the next smaller digit, anything is below the higher text.
            if (y > x)
                b = null;
        }
    }

    private static int[] Digits(string text) =>
        [.. text.EnumerateRunes().Select(r => r.Value < FirstSurrogate ? r.Value : r.Value - Surrogates)];

    private static string Text(int digit) => new Rune(digit < FirstSurrogate ? digit : digit + Surrogates).ToString();
}
