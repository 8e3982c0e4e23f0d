using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Maps;

/// <summary>A ConceptMap, https://hl7.org/fhir/R4/conceptmap.html.</summary>
internal sealed record MapDefinition
{
    public string? Url { get; init; }

    public string? Version { get; init; }

    /// <summary>Value set that is mapped from.</summary>
    public string? Source { get; init; }

    /// <summary>Value set that is mapped to.</summary>
    public string? Target { get; init; }

    public required IReadOnlyList<MapGroup> Groups { get; init; }

    public string? Canonical => Url is null ? null : Version is null ? Url : $"{Url}|{Version}";

    public static MapDefinition Read(JsonElement map) => new()
    {
        Url = map.Text("url"),
        Version = map.Text("version"),
        Source = map.Text("sourceUri") ?? map.Text("sourceCanonical"),
        Target = map.Text("targetUri") ?? map.Text("targetCanonical"),
        Groups = [.. map.List("group").Select(MapGroup.Read)],
    };
}
