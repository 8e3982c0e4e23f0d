using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>Tells where a Reference leads without following it, https://hl7.org/fhir/R4/references.html.</summary>
internal static class ReferenceJson
{
    /// <summary>Whether a Reference, or the text of a canonical or uri, leads to a resource of a type.</summary>
    public static bool LeadsTo(in ElementValue value, string type, ReadOnlySpan<byte> resource)
    {
        if (value.Type.Is("Reference"))
        {
            return ResourceJson.TextOf(value.Json, "reference"u8) is { } reference
                ? TypeOf(reference, resource) == type
                // A logical reference may say what it leads to.
                : ResourceJson.TextOf(value.Json, "type"u8) == type;
        }
        var reader = new Utf8JsonReader(value.Json, ReadLimits.Stored);
        return reader.Read() && reader.TokenType == JsonTokenType.String && TypeOf(reader.GetString()!, resource) == type;
    }

    private static string? TypeOf(string reference, ReadOnlySpan<byte> resource) => reference.StartsWith('#')
        ? ResourceJson.Contained(resource, reference[1..])?.Name
        : ReferenceText.Parse(reference)?.Type;
}
