using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Patching.Pointers;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Finds the links in a patch that a transaction replaces. A FHIRPath Patch says of which type its values are. A JSON Patch or Merge Patch
/// does not: there, what is called <c>reference</c> is a reference (or a uri, which is a link as well), and <c>div</c> a narrative; any other
/// text that is the full URL of an entry may be a link or not, and is refused.
/// </summary>
/// <param name="urls">The identities in the Bundle.</param>
/// <param name="source">Full URL of the patch's entry.</param>
/// <param name="path">FHIRPath of the patch, for errors.</param>
internal sealed class PatchLinkFinder(FullUrls urls, string? source, string path)
{
    private readonly LinkText _links = new(urls, source);
    private readonly List<PatchText> _texts = [];
    private readonly List<Issue> _issues = [];

    /// <exception cref="FhirException">Invalid: it cannot be told of some texts whether they are links.</exception>
    public IReadOnlyList<PatchText> Find(PatchFormat format, JsonNode? patch)
    {
        if (format == PatchFormat.FhirPathPatch)
            Operations(patch!["parameter"] as JsonArray ?? []);
        else if (format == PatchFormat.JsonPatch)
            PointerOperations((JsonArray)patch!);
        else
            Untyped(patch, string.Empty, _ => { });
        return _issues.Count == 0 ? _texts : throw FhirException.Invalid(_issues);
    }

    private void PointerOperations(JsonArray operations)
    {
        foreach (var operation in operations.OfType<JsonObject>())
        {
            // An item of an array is what the array is called.
            string? name = JsonPointer.TryParse((string)operation["path"]!)!.Tokens.LastOrDefault(t => t != JsonPointer.End && !JsonPointer.TryIndex(t, out _));
            Untyped(operation["value"], name ?? string.Empty, v => operation["value"] = v);
        }
    }

    /// <summary>Values of which only the name is known.</summary>
    private void Untyped(JsonNode? node, string name, Action<JsonValue> put)
    {
        if (node is JsonObject members)
        {
            foreach (var (member, value) in members.ToList())
                Untyped(value, member, v => members[member] = v);
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                int index = i;
                Untyped(items[i], name, v => items[index] = v);
            }
        }
        else if (TextOf(node) is { } text)
        {
            var kind = name switch { "reference" => LinkKind.Reference, "div" => LinkKind.Narrative, _ => LinkKind.None };
            if (kind != LinkKind.None)
                Note(kind, text, put);
            else if (name != "system" && _links.Of(LinkKind.Uri, text).Any())
                _issues.Add(Unclear(text, name));
        }
    }

    private void Operations(JsonArray operations)
    {
        foreach (var operation in operations.OfType<JsonObject>())
        {
            var parts = (operation["part"] as JsonArray ?? []).OfType<JsonObject>().ToLookup(p => TextOf(p["name"]) ?? string.Empty);
            string name = parts["name"].Select(p => TextOf(p["valueString"])).FirstOrDefault()
                ?? LastName(parts["path"].Select(p => TextOf(p["valueString"])).FirstOrDefault() ?? string.Empty);
            foreach (var value in parts["value"])
                Value(value, name);
        }
    }

    /// <summary>A value of a FHIRPath Patch: <c>value[x]</c>, or parts that are elements of their own.</summary>
    private void Value(JsonObject part, string name)
    {
        foreach (var (member, value) in part.Where(m => m.Key.StartsWith("value", StringComparison.Ordinal)).ToList())
        {
            if (value is JsonObject element && FhirSchema.R4.FindType(member["value".Length..]) is { } type)
                Typed(element, type);
            else if (TextOf(value) is { } text)
                Note(KindOf(member, name), text, v => part[member] = v);
        }

        foreach (var inner in (part["part"] as JsonArray ?? []).OfType<JsonObject>())
            Value(inner, TextOf(inner["name"]) ?? string.Empty);
    }

    /// <summary>What a primitive value is, by its type and the element that it is for.</summary>
    private static LinkKind KindOf(string member, string name) => (name, member) switch
    {
        ("reference", _) => LinkKind.Reference,
        ("div", _) => LinkKind.Narrative,
        ("system", _) or ("url", "valueUri") => LinkKind.None,
        (_, "valueUri") => LinkKind.Uri,
        (_, "valueUrl") => LinkKind.Url,
        _ => LinkKind.None,
    };

    private void Typed(JsonObject element, TypeSchema type)
    {
        foreach (var (member, value) in element.ToList())
        {
            if (type.FindProperty(member.TrimStart('_')) is not { } property)
                continue;
            if (value is JsonArray items)
            {
                for (int i = 0; i < items.Count; i++)
                {
                    int index = i;
                    Item(items[i], property, v => items[index] = v);
                }
            }
            else
            {
                Item(value, property, v => element[member] = v);
            }
        }
    }

    private void Item(JsonNode? value, PropertySchema property, Action<JsonValue> put)
    {
        if (value is JsonObject inner)
            Typed(inner, property.Type);
        else if (TextOf(value) is { } text)
            Note(LinkKinds.Of(property), text, put);
    }

    private void Note(LinkKind kind, string text, Action<JsonValue> put)
    {
        EntryLink[] links = [.. _links.Of(kind, text).Select(l => l with { Path = path })];
        if (links.Length > 0)
            _texts.Add(new PatchText(text, links, put));
    }

    private Issue Unclear(string text, string name) => Issue.Error(
        "not-supported",
        "patch-link-unclear",
        $"'{text}' is the fullUrl of an entry, and this patch does not say whether '{name}' is a link. Send a FHIRPath Patch with valueUri or valueUrl, or the whole resource.",
        path);

    /// <summary><c>reference</c> of <c>Observation.performer[0].reference</c>; empty where the path does not end in an element.</summary>
    private static string LastName(string path)
    {
        string last = path[(path.LastIndexOf('.') + 1)..];
        int index = last.IndexOf('[', StringComparison.Ordinal);
        return index < 0 ? last : last[..index];
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
