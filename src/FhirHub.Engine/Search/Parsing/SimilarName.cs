namespace FhirHub.Engine.Search.Parsing;

/// <summary>Finds the name that was probably meant.</summary>
internal static class SimilarName
{
    private const int MaxLength = 64;

    /// <summary><c> Did you mean 'birthdate'?</c>, or nothing where no name is close.</summary>
    public static string Hint(string written, IEnumerable<string> names) =>
        Closest(written, names) is { } name ? $" Did you mean '{name}'?" : string.Empty;

    /// <summary>The name with the fewest letters to change, at most a third of them; null where none is that close.</summary>
    public static string? Closest(string written, IEnumerable<string> names)
    {
        if (written.Length is 0 or > MaxLength)
            return null;
        string wanted = Plain(written);
        var best = names
            .Select(n => (Name: n, Distance: Distance(wanted, Plain(n))))
            .OrderBy(n => n.Distance)
            .ThenBy(n => n.Name, StringComparer.Ordinal)
            .FirstOrDefault((Name: string.Empty, Distance: int.MaxValue));
        return best.Distance <= Math.Max(1, wanted.Length / 3) ? best.Name : null;
    }

    /// <summary>Without what is often written otherwise: capitals, hyphens, underscores.</summary>
    private static string Plain(string name) => new([.. name.Where(c => c is not ('-' or '_')).Select(char.ToUpperInvariant)]);

    /// <summary>Levenshtein's.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
