using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Parameters;

/// <summary>What a SearchParameter resource says, before its references are looked up. https://hl7.org/fhir/R4/searchparameter.html</summary>
internal sealed record SearchParameterJson
{
    public required string? Url { get; init; }

    public required string? Code { get; init; }

    public required SearchParameterType? Type { get; init; }

    public required string? Expression { get; init; }

    public required IReadOnlyList<string> Bases { get; init; }

    public required IReadOnlyList<string> Targets { get; init; }

    public required IReadOnlyList<(string? Definition, string? Expression)> Components { get; init; }

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = ReadLimits.Deepest };

    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static SearchParameterJson Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("A SearchParameter is a JSON object.");
        return new SearchParameterJson
        {
            Url = Text(root, "url"),
            Code = Text(root, "code"),
            Type = TypeOf(Text(root, "type")),
            Expression = Text(root, "expression"),
            Bases = Texts(root, "base"),
            Targets = Texts(root, "target"),
            Components = [.. Items(root, "component").Select(c => (Text(c, "definition"), Text(c, "expression")))],
        };
    }

    /// <summary>The types its bases stand for: Resource and DomainResource for all derived from them. A base that is no resource is left out.</summary>
    public IEnumerable<TypeSchema> Types() =>
        from name in Bases
        let type = FhirSchema.R4.FindType(name)
        where type is { IsResource: true }
        from resource in type.Kind == TypeKind.Resource ? [type] : FhirSchema.R4.Resources.Where(r => r.Is(name))
        select resource;

    private static SearchParameterType? TypeOf(string? name) => name switch
    {
        "number" => SearchParameterType.Number,
        "date" => SearchParameterType.Date,
        "string" => SearchParameterType.Text,
        "token" => SearchParameterType.Token,
        "reference" => SearchParameterType.Reference,
        "composite" => SearchParameterType.Composite,
        "quantity" => SearchParameterType.Quantity,
        "uri" => SearchParameterType.Uri,
        "special" => SearchParameterType.Special,
        _ => null,
    };

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        [.. Items(json, name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)];

    private static JsonElement[] Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
}
