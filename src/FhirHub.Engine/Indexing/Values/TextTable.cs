using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>Reads a table the build has embedded: lines of a value, a tab, and all characters that have it.</summary>
internal static class TextTable
{
    /// <summary>Every character with its value, in the order of the file.</summary>
    public static IEnumerable<(Rune Character, string Value)> Read(string name)
    {
        using var stream = typeof(TextTable).Assembly.GetManifestResourceStream($"FhirHub.Engine.{name}.txt")
            ?? throw new InvalidOperationException($"The assembly lacks the table {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Not ReadLine: the characters include line separators of Unicode.
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var value = line[..tab];
            foreach (var character in line[(tab + 1)..].EnumerateRunes())
                yield return (character, value);
        }
    }
}
