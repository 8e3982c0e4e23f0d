using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FhirHub.Regional.Policies;

/// <summary>What JSON Schema says of a value alone: its type, its bounds, its form.</summary>
internal static class SchemaValue
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether a value is of a type. An integer is one that fits 32 bits: all numbers of days, hours and minutes do.</summary>
    public static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _),
        _ => throw new NotSupportedException($"The schema names the type '{type}'."),
    };

    /// <summary>What a keyword finds wrong: clauses.</summary>
    /// <exception cref="NotSupportedException">It is not known here.</exception>
    public static IEnumerable<string> Faults(JsonProperty keyword, JsonElement value)
    {
        bool isText = value.ValueKind == JsonValueKind.String, isNumber = value.ValueKind == JsonValueKind.Number, isList = value.ValueKind == JsonValueKind.Array;
        bool holds = keyword.Name switch
        {
            "enum" => keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)),
            "pattern" => !isText || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.CultureInvariant, Patience),
            "minLength" => !isText || value.GetString()!.EnumerateRunes().Count() >= keyword.Value.GetInt32(),
            "maxLength" => !isText || value.GetString()!.EnumerateRunes().Count() <= keyword.Value.GetInt32(),
            "minimum" => !isNumber || value.GetDecimal() >= keyword.Value.GetDecimal(),
            "maximum" => !isNumber || value.GetDecimal() <= keyword.Value.GetDecimal(),
            "minItems" => !isList || value.GetArrayLength() >= keyword.Value.GetInt32(),
            "maxItems" => !isList || value.GetArrayLength() <= keyword.Value.GetInt32(),
            "uniqueItems" => !isList || !keyword.Value.GetBoolean() || value.EnumerateArray().Select(i => i.GetRawText()).Distinct(StringComparer.Ordinal).Count() == value.GetArrayLength(),
            _ => throw new NotSupportedException($"The schema has the keyword '{keyword.Name}'."),
        };
        if (!holds)
            yield return string.Create(CultureInfo.InvariantCulture, $"breaks {keyword.Name} {keyword.Value.GetRawText()}");
    }

    /// <summary>What a schema finds wrong with a name.</summary>
    public static IEnumerable<string> Faults(JsonElement schema, string name)
    {
        using var text = JsonDocument.Parse(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(name)));
        foreach (var keyword in schema.EnumerateObject())
        {
            foreach (string fault in Faults(keyword, text.RootElement))
                yield return fault;
        }
    }
}
