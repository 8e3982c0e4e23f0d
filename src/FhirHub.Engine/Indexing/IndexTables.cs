using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing;

/// <summary>The tables that indexing and searching look into, which are read when first needed.</summary>
public static class IndexTables
{
    /// <summary>Whether the slowest of them, the units of UCUM, is there.</summary>
    public static bool AreLoaded => UcumUnits.IsLoaded;

    /// <summary>Reads all of them, which takes about a second: at start, so that no request waits for it.</summary>
    public static void Load()
    {
        UcumUnits.Load();
        Pinyin.FormsOf(TextFolding.Fold("張三"));
    }
}
