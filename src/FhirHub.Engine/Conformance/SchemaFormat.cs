namespace FhirHub.Engine.Conformance;

/// <summary>
/// What the definitions tool (writer) and <see cref="SchemaBlob"/> (reader) agree on; compiled into both.
/// Integers are 7-bit encoded. Layout: format; strings (count, then length and UTF-8 each); code sets (value set, codes);
/// types (name, kind, primitive, base + 1 or 0); then for each type its elements (name, min, max + 1 with 0 for "*", flags,
/// code set + 1 or 0, types, reference targets). Names are indices into the strings, lists start with their count.
/// </summary>
internal static class SchemaFormat
{
    public const int Version = 2;

    /// <summary>Entry of the asset that holds the schema.</summary>
    public const string SchemaEntry = "schema.bin";

    /// <summary>Entry of the asset that lists the definitions: a JSON array of [type, id, url, version, name].</summary>
    public const string IndexEntry = "index.json";

    /// <summary>The entry of one definition.</summary>
    public static string DefinitionEntry(string type, string id) => $"{type}/{id}.json";
}

/// <summary>Yes-or-no facts of an element in the schema blob.</summary>
[Flags]
internal enum ElementFlags
{
    None = 0,
    Summary = 1,
    Modifier = 2,
    Choice = 4,
    XmlAttribute = 8,
    SystemValue = 16,
}
