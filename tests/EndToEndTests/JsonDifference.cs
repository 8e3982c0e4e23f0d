using System.Text.Json;

namespace FhirHub.EndToEndTests;

/// <summary>
/// Compares what was sent with what came back, token by token: the same members, the same number literals, the same items in
/// the same order. Only the order of members may differ.
/// </summary>
internal static class JsonDifference
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Compares two resources but for what the server owns: the id, and in meta versionId and lastUpdated.</summary>
    /// <returns>The first difference, by its path; null where there is none.</returns>
    public static string? OfResources(ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte> received)
    {
        using var a = JsonDocument.Parse(sent, Deep);
        using var b = JsonDocument.Parse(received, Deep);
        return OfObjects("$", ResourceMembers(a.RootElement), ResourceMembers(b.RootElement));
    }

    private static Dictionary<string, JsonElement> ResourceMembers(JsonElement resource)
    {
        var members = Members(resource);
        members.Remove("id");
        if (members.Remove("meta", out var meta))
        {
            foreach (var (name, value) in Members(meta).Where(m => m.Key is not ("versionId" or "_versionId" or "lastUpdated" or "_lastUpdated")))
                members[$"meta.{name}"] = value;
        }

        return members;
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element) => element.EnumerateObject().ToDictionary(m => m.Name, m => m.Value);

    private static string? OfObjects(string path, Dictionary<string, JsonElement> a, Dictionary<string, JsonElement> b)
    {
        foreach (string name in a.Keys.Union(b.Keys))
        {
            if (!a.TryGetValue(name, out var before))
                return $"{path}.{name} was not sent";
            if (!b.TryGetValue(name, out var after))
                return $"{path}.{name} is missing";
            if (Of($"{path}.{name}", before, after) is { } difference)
                return difference;
        }

        return null;
    }

    private static string? Of(string path, JsonElement a, JsonElement b)
    {
        if (a.ValueKind != b.ValueKind)
            return $"{path} is {b.ValueKind} instead of {a.ValueKind}";
        switch (a.ValueKind)
        {
            case JsonValueKind.Object:
                return OfObjects(path, Members(a), Members(b));
            case JsonValueKind.Array:
                return a.GetArrayLength() != b.GetArrayLength()
                    ? $"{path} has {b.GetArrayLength()} items instead of {a.GetArrayLength()}"
                    : a.EnumerateArray().Zip(b.EnumerateArray()).Select((pair, i) => Of($"{path}[{i}]", pair.First, pair.Second)).FirstOrDefault(d => d is not null);
            case JsonValueKind.String:
                return a.GetString() == b.GetString() ? null : $"{path} is another text";
            default:
                return a.GetRawText() == b.GetRawText() ? null : $"{path} is {b.GetRawText()} instead of {a.GetRawText()}";
        }
    }
}
