using System.Collections.Concurrent;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>Units of UCUM and their conversions, remembered, since <see cref="UcumParser"/> takes up to milliseconds for each.</summary>
internal static class UcumUnits
{
    public const string System = "http://unitsofmeasure.org";

    // More than there are units in use. Codes come from clients, so the number of those remembered has to end somewhere.
    private const int MostRemembered = 4096;
    private const int LongestCode = 64;

    private static readonly ConcurrentDictionary<string, UnitConversion?> Known = new(StringComparer.Ordinal);
    private static readonly Lazy<UcumParser> Parser = new(() => new UcumParser());

    public static bool IsLoaded => Parser.IsValueCreated;

    /// <summary>Reads the definitions of UCUM, which takes half a second.</summary>
    public static void Load() => Find("1");

    /// <summary>Null for a code that is no unit, and for a unit without a linear scale.</summary>
    public static UnitConversion? Find(string code)
    {
        if (code.Length > LongestCode)
            return null;
        if (Known.TryGetValue(code, out var known))
            return known;
        if (Known.Count >= MostRemembered)
            Known.Clear();
        return Known.GetOrAdd(code, Parser.Value.Parse);
    }
}
