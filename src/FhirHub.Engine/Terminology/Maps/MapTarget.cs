using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Maps;

/// <summary>What one code is mapped to.</summary>
internal sealed record MapTarget
{
    public required string SourceCode { get; init; }

    public string? SourceDisplay { get; init; }

    /// <summary>Null where the mapping says that there is none.</summary>
    public string? Code { get; init; }

    public string? Display { get; init; }

    public required string Equivalence { get; init; }

    /// <summary>What must hold beside.</summary>
    public IReadOnlyList<MapElement> DependsOn { get; init; } = [];

    /// <summary>What follows beside.</summary>
    public IReadOnlyList<MapElement> Products { get; init; } = [];

    public static MapTarget Read(string code, string? display, JsonElement target) => new()
    {
        SourceCode = code,
        SourceDisplay = display,
        Code = target.Text("code"),
        Display = target.Text("display"),
        Equivalence = target.Text("equivalence") ?? "relatedto",
        DependsOn = [.. target.List("dependsOn").Select(MapElement.Read)],
        Products = [.. target.List("product").Select(MapElement.Read)],
    };
}
