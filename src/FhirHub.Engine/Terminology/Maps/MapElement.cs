using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Maps;

/// <summary>Another element that a mapping depends on, or has a value for.</summary>
internal sealed record MapElement(string Property, string? System, string Value, string? Display)
{
    public static MapElement Read(JsonElement element) =>
        new(element.Text("property") ?? "", element.Text("system"), element.Text("value") ?? "", element.Text("display"));
}
