using System.Text.Json.Nodes;

namespace FhirHub.Server.Operations;

/// <summary>Sets of profiles, security labels and tags in <c>meta</c>. Labels are the same when system and code are; profiles when the text is.</summary>
internal static class MetaLabels
{
    public static readonly string[] Lists = ["profile", "security", "tag"];

    /// <summary>Adds what is not there yet; true where anything was.</summary>
    public static bool Add(JsonObject meta, JsonObject given)
    {
        bool changed = false;
        foreach (string list in Lists)
        {
            foreach (var item in Items(given, list))
            {
                var target = meta[list]?.AsArray();
                if (target is not null && target.Any(t => Same(t, item)))
                    continue;
                if (target is null)
                    meta[list] = target = [];
                target.Add(item!.DeepClone());
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Removes what is there; true where anything was.</summary>
    public static bool Delete(JsonObject meta, JsonObject given)
    {
        bool changed = false;
        foreach (string list in Lists)
        {
            if (meta[list]?.AsArray() is not { } target)
                continue;
            foreach (var item in Items(given, list))
                changed |= target.RemoveAll(t => Same(t, item)) > 0;
            if (target.Count == 0)
                meta.Remove(list);
        }

        return changed;
    }

    private static JsonArray Items(JsonObject meta, string list) => meta[list]?.AsArray() ?? [];

    private static bool Same(JsonNode? a, JsonNode? b) => a is JsonObject x && b is JsonObject y
        ? (string?)x["system"] == (string?)y["system"] && (string?)x["code"] == (string?)y["code"]
        : a is JsonValue && b is JsonValue && (string?)a == (string?)b;
}
