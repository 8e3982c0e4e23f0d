using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>Reads what the JSON of a resource says of itself.</summary>
internal static class ResourceJson
{
    /// <summary>Null when it names no type of R4.</summary>
    public static TypeSchema? TypeOf(ReadOnlySpan<byte> resource) =>
        TextOf(resource, "resourceType"u8) is { } name ? FhirSchema.R4.FindResource(name) : null;

    /// <summary>The text of a member of an object; null when it has none.</summary>
    public static string? TextOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(member);
            reader.Read();
            if (wanted)
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }
        return null;
    }

    /// <summary>The type of the contained resource of an id; null when there is none.</summary>
    public static TypeSchema? Contained(ReadOnlySpan<byte> resource, string id)
    {
        var reader = new Utf8JsonReader(resource, ReadLimits.Stored);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals("contained"u8);
            reader.Read();
            if (!wanted || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var contained = resource[start..(int)reader.BytesConsumed];
                if (TextOf(contained, "id"u8) == id)
                    return TypeOf(contained);
            }
        }
        return null;
    }
}
