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
            foreach (var item in Items(given, list).Where(i => !Items(meta, list).Any(t => Same(t, i))))
            {
                if (meta[list] is null)
                    meta[list] = new JsonArray();
                Items(meta, list).Add(item!.DeepClone());
                (meta[Sibling(list)] as JsonArray)?.Add(null);
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
            var target = Items(meta, list);
            for (int i = target.Count - 1; i >= 0; i--)
            {
                if (!Items(given, list).Any(g => Same(target[i], g)))
                    continue;
                target.RemoveAt(i);
                (meta[Sibling(list)] as JsonArray)?.RemoveAt(i);
                changed = true;
            }

            if (target.Count == 0)
                meta.Remove(list);
            if (meta[Sibling(list)] is JsonArray siblings && siblings.All(s => s is null))
                meta.Remove(Sibling(list));
        }

        return changed;
    }

    /// <summary>Where the extensions of a list of primitives are, item by item.</summary>
    private static string Sibling(string list) => "_" + list;

    private static JsonArray Items(JsonObject meta, string list) => meta[list]?.AsArray() ?? [];

    private static bool Same(JsonNode? a, JsonNode? b) => a is JsonObject x && b is JsonObject y
        ? (string?)x["system"] == (string?)y["system"] && (string?)x["code"] == (string?)y["code"]
        : a is JsonValue && b is JsonValue && (string?)a == (string?)b;
}
