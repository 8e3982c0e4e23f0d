using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Definitions;

/// <summary>Writes the asset: a ZIP of the schema, the index, and every definition minified and without its narrative.</summary>
internal sealed class DefinitionsAsset(string package)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // A fixed time makes the asset, and with it the assembly, a function of its input alone.
    private static readonly DateTimeOffset EntryTime = new(2019, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes beside the target first and renames, so that a reader never sees half an asset. Returns the number of definitions.</summary>
    public int Write(string target)
    {
        var definitions = R4Package.Read(package);
        var schema = new SchemaCompiler(definitions).Compile();
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        using (var zip = new ZipArchive(File.Create(draft), ZipArchiveMode.Create))
        {
            Add(zip, SchemaFormat.SchemaEntry, schema);
            Add(zip, SchemaFormat.IndexEntry, Index(definitions));
            foreach (var definition in definitions)
                Add(zip, SchemaFormat.DefinitionEntry(definition.Type, definition.Id), Minify(definition.Json));
        }
        File.Move(draft, target, overwrite: true);
        return definitions.Count;
    }

    private static void Add(ZipArchive zip, string name, ReadOnlyMemory<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(content.Span);
    }

    private static ReadOnlyMemory<byte> Index(IEnumerable<Definition> definitions)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartArray();
            foreach (var definition in definitions)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(definition.Type);
                writer.WriteStringValue(definition.Id);
                writer.WriteStringValue(definition.Url);
                writer.WriteStringValue(definition.Version);
                writer.WriteStringValue(definition.Name);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static ReadOnlyMemory<byte> Minify(JsonElement json)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            foreach (var member in json.EnumerateObject().Where(m => m.Name != "text"))
                member.WriteTo(writer);
            writer.WriteEndObject();
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
