using System.Text.Json;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>What a StructureDefinition may ask of whoever expands it: the SDK's generator has no bounds of its own.</summary>
internal static class DefinitionBounds
{
    public const int MaxPathDepth = 64;
    public const int MaxSliceDepth = 16;
    private const int MaxElements = 10_000;
    private const int MaxBases = 32;

    /// <summary>Whether a definition comes with a snapshot.</summary>
    /// <exception cref="FormatException">It has none, and making one would take too much; the message is a clause.</exception>
    public static bool HasSnapshot(ReadOnlyMemory<byte> utf8Json, IDefinitionSource source)
    {
        using var json = Parse(utf8Json);
        if (json.RootElement.Member("snapshot") is not null)
            return true;
        CheckElements(json.RootElement);
        CheckBases(json.RootElement, source);
        return false;
    }

    private static void CheckElements(JsonElement definition)
    {
        var elements = 0;
        foreach (var element in definition.Member("differential") is { } differential ? differential.List("element") : [])
        {
            if (++elements > MaxElements)
                throw new FormatException($"its differential has more than {MaxElements} elements");
            if (element.Text("path").AsSpan().Count('.') > MaxPathDepth)
                throw new FormatException("an element of its differential lies too deep");
        }
    }

    // Up to the first that has a snapshot.
    private static void CheckBases(JsonElement definition, IDefinitionSource source)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        seen.Add(NameOf(definition));
        var next = definition.Text("baseDefinition");
        while (next is not null)
        {
            var (url, version) = Canonical.Parse(next);
            if (seen.Count > MaxBases)
                throw new FormatException($"it has more than {MaxBases} profiles under it");
            if (source.Find("StructureDefinition", url, version) is not { } found)
                throw new FormatException($"its base {next} is not known here");
            using var json = Parse(found);
            // One version of a profile may be based on another.
            if (!seen.Add(NameOf(json.RootElement)))
                throw new FormatException($"it is based on itself, by way of {next}");
            next = json.RootElement.Member("snapshot") is null ? json.RootElement.Text("baseDefinition") : null;
        }
    }

    private static string NameOf(JsonElement definition) => new Canonical(definition.Text("url") ?? "", definition.Text("version")).ToString();

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8Json) => JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
}
