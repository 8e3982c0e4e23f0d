using System.Collections.Frozen;
using System.IO.Compression;
using System.Text.Json;

namespace FhirHub.Engine.Conformance;

/// <summary>
/// The StructureDefinitions, SearchParameters, ValueSets, CodeSystems, ConceptMaps, CompartmentDefinitions and OperationDefinitions of R4,
/// from the asset the build embeds. Nothing is parsed before it is asked for, and nothing read is kept. Safe for all threads.
/// </summary>
public static class FhirDefinitions
{
    private const string Resource = "FhirHub.Engine.r4-definitions.zip";

    private static readonly Lock Gate = new();
    private static readonly ZipArchive Asset = new(
        typeof(FhirDefinitions).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException($"the assembly was built without its definitions ({Resource})"));

    private static readonly Lazy<DefinitionEntry[]> Index = new(ReadIndex);
    private static readonly Lazy<FrozenDictionary<(string Type, string Url), DefinitionEntry>> ByUrl =
        new(() => Index.Value.ToFrozenDictionary(d => (d.Type, d.Url)));

    /// <summary>Ordered by type and id.</summary>
    public static IReadOnlyList<DefinitionEntry> All => Index.Value;

    /// <summary>A definition by its canonical URL, with or without <c>|version</c>; null when R4 does not define it in that version.</summary>
    public static DefinitionEntry? Find(string type, string canonical)
    {
        var bar = canonical.IndexOf('|', StringComparison.Ordinal);
        var url = bar < 0 ? canonical : canonical[..bar];
        if (!ByUrl.Value.TryGetValue((type, url), out var entry))
            return null;
        return bar < 0 || entry.Version == canonical[(bar + 1)..] ? entry : null;
    }

    /// <summary>Its JSON in UTF-8, minified and without narrative; decompressed on each call.</summary>
    public static byte[] Read(DefinitionEntry definition) => ReadEntry(SchemaFormat.DefinitionEntry(definition.Type, definition.Id));

    internal static byte[] ReadEntry(string name)
    {
        // ZipArchive moves one stream about.
        lock (Gate)
        {
            var entry = Asset.GetEntry(name) ?? throw new ArgumentException($"the definitions hold no {name}", nameof(name));
            var content = new byte[entry.Length];
            using var stream = entry.Open();
            stream.ReadExactly(content);
            return content;
        }
    }

    private static DefinitionEntry[] ReadIndex()
    {
        var entries = new List<DefinitionEntry>();
        var reader = new Utf8JsonReader(ReadEntry(SchemaFormat.IndexEntry));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            entries.Add(new DefinitionEntry(Next(ref reader)!, Next(ref reader)!, Next(ref reader)!, Next(ref reader), Next(ref reader)));
            reader.Read();
        }
        return [.. entries];
    }

    private static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
