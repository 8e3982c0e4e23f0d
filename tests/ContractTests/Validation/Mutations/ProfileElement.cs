using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>An ElementDefinition of a snapshot, read anew from its JSON: the validator's own reading of it is what is tested.</summary>
internal sealed class ProfileElement
{
    public ProfileElement(JsonObject json)
    {
        Json = json;
        Id = (string)json["id"]!;
        var last = Id[(Id.LastIndexOf('.') + 1)..].Split(':', 2);
        SliceName = last.Length > 1 ? last[1] : null;
        IsChoice = last[0].EndsWith("[x]", StringComparison.Ordinal);
        Name = IsChoice ? last[0][..^3] : last[0];
        ParentId = Id.Contains('.', StringComparison.Ordinal) ? Id[..Id.LastIndexOf('.')] : "";
        WholeId = SliceName is null ? Id : Id[..Id.LastIndexOf(':')];
        Min = (int?)json["min"] ?? 0;
        Max = (string?)json["max"] is { } max && max != "*" ? int.Parse(max, CultureInfo.InvariantCulture) : null;
        IsArray = ((string?)json["base"]?["max"] ?? (string?)json["max"]) != "1";
        Types = [.. (json["type"] as JsonArray ?? []).Select(t => t!.AsObject())];
        Fixed = Value("fixed");
        Pattern = Value("pattern");
    }

    public JsonObject Json { get; }

    public string Id { get; }

    public string ParentId { get; }

    /// <summary>Of a slice, the id of what it is a slice of; else its own.</summary>
    public string WholeId { get; }

    /// <summary>Without <c>[x]</c> and slice.</summary>
    public string Name { get; }

    public string? SliceName { get; }

    public bool IsChoice { get; }

    public bool IsArray { get; }

    public int Min { get; }

    /// <summary>Null for "*".</summary>
    public int? Max { get; }

    public IReadOnlyList<JsonObject> Types { get; }

    public JsonNode? Fixed { get; }

    public JsonNode? Pattern { get; }

    /// <summary>The names of its types; for the values of FHIRPath, string.</summary>
    public IEnumerable<string> TypeNames => Types.Select(t => (string)t["code"]!).Select(c => c.StartsWith("http:", StringComparison.Ordinal) ? "string" : c);

    /// <summary>The member of JSON that holds it with a type.</summary>
    public string Member(string type) => IsChoice && type.Length > 0 ? Name + char.ToUpperInvariant(type[0]) + type[1..] : Name;

    /// <summary>The one member that begins so and goes on with a type: <c>fixedUri</c>.</summary>
    public JsonNode? Value(string prefix) => Json
        .FirstOrDefault(m => m.Key.StartsWith(prefix, StringComparison.Ordinal) && m.Key.Length > prefix.Length && char.IsAsciiLetterUpper(m.Key[prefix.Length]))
        .Value;
}
