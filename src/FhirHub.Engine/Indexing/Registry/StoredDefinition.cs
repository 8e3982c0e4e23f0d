using System.Collections.Frozen;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Parameters;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Registry;

/// <summary>A SearchParameter resource of this server, as far as searching is concerned.</summary>
internal sealed record StoredDefinition
{
    private static readonly Lazy<FrozenSet<string>> BuiltIn = new(() => FhirDefinitions.All
        .Where(d => d.Type == "SearchParameter")
        .Select(d => SearchParameterJson.Parse(FhirDefinitions.Read(d)).Url!)
        .ToFrozenSet(StringComparer.Ordinal));

    /// <summary><c>SearchParameter/1</c>.</summary>
    public required string Key { get; init; }

    public required long Version { get; init; }

    public required DateTime LastUpdated { get; init; }

    /// <summary>Canonical URL; null where it has none.</summary>
    public string? Url { get; private init; }

    /// <summary>The resource; null where it defines nothing: it is deleted, not active, or one of R4's own.</summary>
    public ReadOnlyMemory<byte>? Json { get; private init; }

    /// <summary>See <see cref="IndexMark"/>.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>What a resource says.</summary>
    /// <param name="json">Null for a deletion.</param>
    public StoredDefinition Saying(ReadOnlyMemory<byte>? json)
    {
        if (json is not { } content)
            return this with { Json = null, Url = null };
        using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        string? url = Text(document, "url");
        bool defines = Text(document, "status") == "active" && !(url is not null && BuiltIn.Value.Contains(url));
        return this with { Url = url, Json = defines ? json : null };
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
