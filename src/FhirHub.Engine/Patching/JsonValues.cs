using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirHub.Engine.Patching;

/// <summary>Comparison and measure of JSON values.</summary>
internal static class JsonValues
{
    /// <summary>Equality of RFC 6902 section 4.6: members in any order, numbers by their exact value, however they are written.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(m => b.TryGetPropertyValue(m.Key, out var other) && Same(m.Value, other)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) => SameScalar(a, b),
        _ => false,
    };

    /// <summary>How many levels of objects and arrays a value has; a scalar has none.</summary>
    public static int Depth(JsonNode? node) => node switch
    {
        JsonObject o => 1 + o.Select(m => Depth(m.Value)).DefaultIfEmpty().Max(),
        JsonArray a => 1 + a.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    /// <summary>Roughly the bytes a value takes as compact JSON.</summary>
    public static long Size(JsonNode? node) => node switch
    {
        JsonObject o => 2 + o.Sum(m => m.Key.Length + 4 + Size(m.Value)),
        JsonArray a => 2 + a.Sum(item => 1 + Size(item)),
        JsonValue v when v.TryGetValue(out JsonElement element) => JsonMarshal.GetRawUtf8Value(element).Length,
        JsonValue v => v.ToJsonString().Length,
        _ => 4,
    };

    private static bool SameScalar(JsonValue a, JsonValue b)
    {
        var kind = a.GetValueKind();
        if (kind != b.GetValueKind())
            return false;
        return kind switch
        {
            JsonValueKind.String => a.GetValue<string>() == b.GetValue<string>(),
            JsonValueKind.Number => JsonNumber.Same(a.ToJsonString(), b.ToJsonString()),
            _ => true,
        };
    }
}
