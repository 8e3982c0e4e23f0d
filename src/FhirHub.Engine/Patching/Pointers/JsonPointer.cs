using System.Text.Json.Nodes;

namespace FhirHub.Engine.Patching.Pointers;

/// <summary>A place in a JSON document, https://www.rfc-editor.org/rfc/rfc6901.</summary>
internal sealed record JsonPointer
{
    /// <summary>The token for the place after the last item of an array.</summary>
    public const string End = "-";

    private JsonPointer(string text, string[] tokens) => (Text, Tokens) = (text, tokens);

    public string Text { get; }

    /// <summary>The text, cut to what a message can hold.</summary>
    public string Shown => Text.Length <= 200 ? Text : Text[..200] + "…";

    /// <summary>Member names and array indexes from the root, unescaped.</summary>
    public IReadOnlyList<string> Tokens { get; }

    public bool IsRoot => Tokens.Count == 0;

    public string Last => Tokens[^1];

    /// <summary>Null when the text is no pointer: it must be empty or start with a slash, and <c>~</c> stands before 0 or 1.</summary>
    public static JsonPointer? TryParse(string text)
    {
        if (text.Length == 0)
            return new JsonPointer(text, []);
        if (text[0] != '/')
            return null;
        for (var i = text.IndexOf('~'); i >= 0; i = text.IndexOf('~', i + 1))
        {
            if (i + 1 == text.Length || text[i + 1] is not ('0' or '1'))
                return null;
        }

        // "~1" first: "~01" stands for "~1", not for "/".
        var tokens = text[1..].Split('/').Select(t => t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return new JsonPointer(text, [.. tokens]);
    }

    /// <summary>An index as the RFC allows it: digits without a leading zero.</summary>
    public static bool TryIndex(string token, out int index)
    {
        index = 0;
        return token.Length > 0
            && token.All(char.IsAsciiDigit)
            && (token.Length == 1 || token[0] != '0')
            && int.TryParse(token, out index);
    }

    /// <summary>Whether this place lies strictly inside the other.</summary>
    public bool IsInside(JsonPointer other) =>
        Tokens.Count > other.Tokens.Count && Tokens.Take(other.Tokens.Count).SequenceEqual(other.Tokens);

    /// <summary>The value here; false when a member or item on the way does not exist.</summary>
    public bool TryFind(JsonNode? root, out JsonNode? found) => TryWalk(root, Tokens.Count, out found);

    /// <summary>The object or array that holds this place; false when the way to it does not exist.</summary>
    public bool TryFindParent(JsonNode? root, out JsonNode? parent) => TryWalk(root, Tokens.Count - 1, out parent);

    private bool TryWalk(JsonNode? root, int steps, out JsonNode? found)
    {
        found = root;
        for (var i = 0; i < steps; i++)
        {
            switch (found)
            {
                case JsonObject o when o.TryGetPropertyValue(Tokens[i], out var member):
                    found = member;
                    break;
                case JsonArray a when TryIndex(Tokens[i], out var index) && index < a.Count:
                    found = a[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
