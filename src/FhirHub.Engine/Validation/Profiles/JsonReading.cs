using System.Text.Json;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Members of a definition's JSON, where absence is nothing out of the ordinary.</summary>
internal static class JsonReading
{
    /// <summary>Null for a member that is not there, and for one of what is no object.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { } value && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool Flag(this JsonElement element, string name) =>
        element.Member(name) is { } value && value.ValueKind == JsonValueKind.True;

    public static int? Number(this JsonElement element, string name) =>
        element.Member(name) is { } value && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.Member(name) is { } value && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.List(name).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)];

    /// <summary>The value of an extension, whatever its type; null when it is not there.</summary>
    public static JsonElement? Extension(this JsonElement element, string url)
    {
        foreach (var extension in element.List("extension"))
            if (extension.Text("url") == url)
                foreach (var member in extension.EnumerateObject())
                    if (member.Name.StartsWith("value", StringComparison.Ordinal))
                        return member.Value;
        return null;
    }

    public static string? ExtensionText(this JsonElement element, string url) =>
        element.Extension(url) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
