using System.Text.Json;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>What the catalog has to know of a stored resource at all times.</summary>
internal sealed record StoredTerm
{
    public required string Key { get; init; }

    public required string Type { get; init; }

    public required long ResourceVersion { get; init; }

    public required DateTime LastUpdated { get; init; }

    public required bool IsDeleted { get; init; }

    /// <summary>Empty where it has none: then it is found by its id alone.</summary>
    public string Url { get; private init; } = "";

    public string? Version { get; private init; }

    public string? Name { get; private init; }

    public string? Status { get; private init; }

    public string? Content { get; private init; }

    public string? Supplements { get; private init; }

    public string? AllCodes { get; private init; }

    public int ConceptCount { get; private init; }

    public static StoredTerm Of(ResourceDocument document, ReadOnlyMemory<byte>? json)
    {
        var term = new StoredTerm
        {
            Key = document.Key,
            Type = document.Type,
            ResourceVersion = document.Version,
            LastUpdated = document.LastUpdated,
            IsDeleted = json is null,
        };
        return json is { } content ? term.Saying(content) : term;
    }

    private StoredTerm Saying(ReadOnlyMemory<byte> content)
    {
        using var json = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        var root = json.RootElement;
        return this with
        {
            Url = root.Text("url") ?? "",
            Version = root.Text("version"),
            Name = root.Text("title") ?? root.Text("name"),
            Status = root.Text("status"),
            Content = Type == TermTypes.CodeSystem ? root.Text("content") : null,
            Supplements = Type == TermTypes.CodeSystem ? root.Text("supplements") : null,
            AllCodes = Type == TermTypes.CodeSystem ? root.Text("valueSet") : null,
            ConceptCount = Type == TermTypes.CodeSystem ? CountOf(root) : 0,
        };
    }

    private static int CountOf(JsonElement around) => around.List("concept").Sum(c => 1 + CountOf(c));
}
