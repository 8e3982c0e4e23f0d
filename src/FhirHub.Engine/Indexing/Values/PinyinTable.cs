namespace FhirHub.Engine.Indexing.Values;

/// <summary>How Chinese characters are read, without tones, the likeliest reading first; the build takes it from <c>pinyin-pro</c>.</summary>
internal sealed class PinyinTable
{
    private static readonly Lazy<PinyinTable> Loaded = new(() => new PinyinTable());

    private readonly int[] _characters;
    private readonly string[][] _readings;

    private PinyinTable()
    {
        var shared = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var found = new SortedDictionary<int, string[]>();
        foreach (var (character, value) in TextTable.Read("pinyin"))
        {
            if (!shared.TryGetValue(value, out var readings))
                shared.Add(value, readings = value.Split(' '));
            found.Add(character.Value, readings);
        }
        (_characters, _readings) = ([.. found.Keys], [.. found.Values]);
    }

    /// <summary>Null for what is no Chinese character, and for one nobody reads.</summary>
    public static string[]? Readings(int character)
    {
        // Nothing in front of the radicals is Chinese; most of a text in another language ends here.
        if (character < 0x2e80)
            return null;
        var index = Array.BinarySearch(Loaded.Value._characters, character);
        return index < 0 ? null : Loaded.Value._readings[index];
    }
}
