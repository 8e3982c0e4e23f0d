using System.Text.Json;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>What finding sources near a point must know of a Location.</summary>
internal static class PlaceJson
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = ReadLimits.Deepest };

    /// <param name="json">As it is stored.</param>
    public static ResourceKey? ManagingOrganizationOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return document.RootElement.TryGetProperty("managingOrganization", out var organization) && organization.TryGetProperty("reference", out var reference)
            && References.Find(new ResourceReference(reference.GetString())) is { Type: "Organization" } key
            ? key
            : null;
    }
}
