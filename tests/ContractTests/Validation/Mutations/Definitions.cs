using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>The definitions of R4 and of all packs, as the build made them, and a validator that knows them.</summary>
internal static class Definitions
{
    private const string Base = "http://hl7.org/fhir/StructureDefinition/";

    private static readonly MemoryDefinitions Source = Load();
    private static readonly ConcurrentDictionary<string, Profile?> Profiles = new(StringComparer.Ordinal);

    public static Validator Validator { get; } =
        new(Source, new LocalTerminology(Source), new MemoryReferences(new Dictionary<string, ReferencedResource>()));

    /// <summary>The conformance resources of all packs, which are instances too.</summary>
    public static IReadOnlyList<JsonObject> OfPacks { get; } =
        [.. CompiledPacks.Names.SelectMany(CompiledPacks.Definitions).Select(f => JsonNode.Parse(File.ReadAllBytes(f))!.AsObject())];

    /// <summary>By canonical, or by the name of a type of R4; null when it is not known.</summary>
    public static Profile? Profile(string canonical)
    {
        var url = canonical.Contains(':', StringComparison.Ordinal) ? canonical : Base + canonical;
        return Profiles.GetOrAdd(url, u => Json("StructureDefinition", u) is { } json ? new Profile(json) : null);
    }

    public static JsonObject? Json(string type, string canonical)
    {
        var parts = canonical.Split('|');
        return Source.Find(type, parts[0], parts.Length > 1 ? parts[1] : null) is { } json ? JsonNode.Parse(json.Span)!.AsObject() : null;
    }

    /// <summary>The type that a profile constrains; for a profile that is not known, the last part of its URL.</summary>
    public static string TypeOf(string canonical) => Profile(canonical)?.Type ?? canonical[(canonical.LastIndexOf('/') + 1)..];

    private static MemoryDefinitions Load()
    {
        var source = new MemoryDefinitions(BaseDefinitions.Instance);
        foreach (var file in CompiledPacks.Names.SelectMany(CompiledPacks.Definitions))
        {
            var json = File.ReadAllBytes(file);
            if (JsonNode.Parse(json)!.AsObject() is var definition && (definition.ContainsKey("url") || definition.ContainsKey("uniqueId")))
                source.Add(json);
        }
        return source;
    }
}
