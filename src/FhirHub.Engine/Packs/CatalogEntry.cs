using System.IO.Compression;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Packs;

/// <summary>A conformance resource of this server: what it is found by, and its content, compressed.</summary>
public sealed class CatalogEntry
{
    // The concepts of larger ones are the terminology's, which keeps them in the database.
    private const int MaxCodeSystem = 1024 * 1024;

    private byte[] _packed = [];
    private int _length;

    /// <summary><c>StructureDefinition/cn-patient</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Resource type.</summary>
    public required string Type { get; init; }

    /// <summary>Of the resource, from 1.</summary>
    public required long Version { get; init; }

    public required DateTime LastUpdated { get; init; }

    /// <summary>Canonical URLs; of a NamingSystem its unique ids. Empty where it defines nothing: it is deleted, or one of R4's own.</summary>
    public IReadOnlyList<string> Urls { get; private set; } = [];

    /// <summary>The first of them.</summary>
    public string Url => Urls.Count > 0 ? Urls[0] : string.Empty;

    public bool Defines => Urls.Count > 0;

    /// <summary>Its member <c>version</c>; null for none.</summary>
    public string? BusinessVersion { get; private set; }

    public bool IsRetired { get; private set; }

    /// <summary>Title, or name where it has none.</summary>
    public string? Title { get; private set; }

    /// <summary>Of a profile of a resource type, the type; null for all others.</summary>
    public string? ProfileOf { get; private set; }

    /// <summary>Why what is stored cannot be read, so that it defines nothing; null where it can.</summary>
    public string? Unreadable { get; private init; }

    /// <summary>URL and version.</summary>
    public string Canonical => BusinessVersion is null ? Url : $"{Url}|{BusinessVersion}";

    /// <summary>The resource in JSON, decompressed on each call; null where it defines nothing, and for code systems over 1 MB.</summary>
    public ReadOnlyMemory<byte>? Content()
    {
        if (_packed.Length == 0)
            return null;
        byte[] content = new byte[_length];
        using var unpacking = new DeflateStream(new MemoryStream(_packed, writable: false), CompressionMode.Decompress);
        unpacking.ReadExactly(content);
        return content;
    }

    /// <summary>What a stored version says; one that cannot be read must not keep others from being read.</summary>
    /// <param name="json">Empty for a deletion.</param>
    internal static CatalogEntry Of(ResourceDocument document, ReadOnlyMemory<byte> json)
    {
        try
        {
            return new CatalogEntry { Key = document.Key, Type = document.Type, Version = document.Version, LastUpdated = document.LastUpdated }.Saying(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return new CatalogEntry { Key = document.Key, Type = document.Type, Version = document.Version, LastUpdated = document.LastUpdated, Unreadable = e.Message };
        }
    }

    /// <summary>Takes in what the resource says.</summary>
    /// <param name="json">Empty for a deletion.</param>
    internal CatalogEntry Saying(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return this;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        var root = document.RootElement;
        Urls = [.. UrlsOf(root).Where(IsOurs).Distinct()];
        if (!Defines)
            return this;
        BusinessVersion = root.Text("version");
        IsRetired = root.Text("status") == "retired";
        Title = root.Text("title") ?? root.Text("name");
        if (root.Text("derivation") == "constraint" && root.Text("kind") == "resource" && root.Text("type") is { } type && FhirSchema.R4.FindResource(type) is not null)
            ProfileOf = type;
        if (Type != "CodeSystem" || json.Length <= MaxCodeSystem)
            Pack(json);
        return this;
    }

    private IEnumerable<string> UrlsOf(JsonElement root) =>
        Type == "NamingSystem" ? SystemAliases.UniqueIds(root) : root.Text("url") is { } url ? [url] : [];

    // R4's own definitions, stored here as data, are not read twice.
    private bool IsOurs(string url) => FhirDefinitions.Find(Type, url) is null;

    private void Pack(ReadOnlyMemory<byte> json)
    {
        using var packed = new MemoryStream();
        using (var packing = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            packing.Write(json.Span);
        (_packed, _length) = (packed.ToArray(), json.Length);
    }
}
