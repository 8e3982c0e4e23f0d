using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>What a ValueSet is made of, https://hl7.org/fhir/R4/valueset.html#compositions.</summary>
internal sealed record SetDefinition
{
    private static readonly string[] Repeated = ["language", "url", "identifier", "version", "name", "title", "status", "experimental", "date", "publisher", "immutable"];

    public string? Url { get; init; }

    public string? Version { get; init; }

    /// <summary>The code systems as they were on this day; null for as they are.</summary>
    public string? LockedDate { get; init; }

    /// <summary>Whether inactive codes are in it; they are where it does not say.</summary>
    public bool HasInactive { get; init; } = true;

    public IReadOnlyList<SetPart> Includes { get; init; } = [];

    public IReadOnlyList<SetPart> Excludes { get; init; } = [];

    /// <summary>The resource without what it is made of, as JSON: what an expansion repeats of it.</summary>
    public ReadOnlyMemory<byte> Head { get; init; } = "{}"u8.ToArray();

    /// <summary>For messages.</summary>
    public string Name => Url is null ? "the value set given" : Version is null ? Url : $"{Url}|{Version}";

    /// <summary>All codes of a code system.</summary>
    public static SetDefinition OfAll(string url, string system, string? version) =>
        new() { Url = url, Includes = [new SetPart { System = system, Version = version }] };

    public static SetDefinition Read(JsonElement valueSet)
    {
        var set = new SetDefinition { Url = valueSet.Text("url"), Version = valueSet.Text("version"), Head = HeadOf(valueSet) };
        if (valueSet.Member("compose") is not { } compose)
            return valueSet.Member("expansion") is { } expansion ? set with { Includes = OfExpansion(expansion) } : set;
        return set with
        {
            LockedDate = compose.Text("lockedDate"),
            HasInactive = compose.Member("inactive") is null || compose.Flag("inactive"),
            Includes = [.. compose.List("include").Select(ReadPart)],
            Excludes = [.. compose.List("exclude").Select(ReadPart)],
        };
    }

    private static byte[] HeadOf(JsonElement valueSet)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in valueSet.EnumerateObject().Where(m => Repeated.Contains(m.Name)))
                member.WriteTo(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static SetPart ReadPart(JsonElement part) => new()
    {
        System = part.Text("system"),
        Version = part.Text("version"),
        Concepts = part.Member("concept") is null ? null : [.. part.List("concept").Where(c => c.Text("code") is not null).Select(ReadListed)],
        Filters = [.. part.List("filter").Select(f => new SetFilter(f.Text("property") ?? "", f.Text("op") ?? "", f.Text("value") ?? ""))],
        ValueSets = part.Texts("valueSet"),
    };

    private static ListedConcept ReadListed(JsonElement concept) =>
        new(concept.Text("code")!, concept.Text("display"), ConceptReader.ReadDesignations(concept));

    /// <summary>The codes of an expansion, by system, each in the version it names.</summary>
    private static IReadOnlyList<SetPart> OfExpansion(JsonElement expansion)
    {
        var parts = new Dictionary<(string System, string? Version), List<ListedConcept>>();
        var open = new Stack<JsonElement>(expansion.List("contains").Reverse());
        while (open.TryPop(out var entry))
        {
            if (entry.Text("system") is { } system && entry.Text("code") is not null)
            {
                var key = (system, entry.Text("version"));
                if (!parts.TryGetValue(key, out var listed))
                    parts[key] = listed = [];
                listed.Add(ReadListed(entry));
            }

            foreach (var inner in entry.List("contains").Reverse())
                open.Push(inner);
        }

        return [.. parts.Select(p => new SetPart { System = p.Key.System, Version = p.Key.Version, Concepts = p.Value })];
    }
}
