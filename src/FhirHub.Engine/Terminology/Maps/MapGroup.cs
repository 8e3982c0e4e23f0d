using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Maps;

/// <summary>Mappings from one code system to another.</summary>
internal sealed record MapGroup
{
    public string? Source { get; init; }

    public string? SourceVersion { get; init; }

    public string? Target { get; init; }

    public string? TargetVersion { get; init; }

    public required ILookup<string, MapTarget> Targets { get; init; }

    /// <summary>What to do with codes that are not mapped: provided, fixed or other-map; null for nothing.</summary>
    public string? UnmappedMode { get; init; }

    public string? UnmappedCode { get; init; }

    public string? UnmappedDisplay { get; init; }

    /// <summary>The map to ask where this has nothing.</summary>
    public string? OtherMap { get; init; }

    public static MapGroup Read(JsonElement group)
    {
        var unmapped = group.Member("unmapped");
        return new MapGroup
        {
            Source = group.Text("source"),
            SourceVersion = group.Text("sourceVersion"),
            Target = group.Text("target"),
            TargetVersion = group.Text("targetVersion"),
            Targets = group.List("element")
                .SelectMany(e => e.List("target").Select(t => MapTarget.Read(e.Text("code") ?? "", e.Text("display"), t)))
                .ToLookup(t => t.SourceCode, StringComparer.Ordinal),
            UnmappedMode = unmapped?.Text("mode"),
            UnmappedCode = unmapped?.Text("code"),
            UnmappedDisplay = unmapped?.Text("display"),
            OtherMap = unmapped?.Text("url"),
        };
    }
}
