using System.Text.Json;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>What an Identifier says; empty for what it does not.</summary>
internal readonly record struct IdentifierJson(string System, string Value, string TypeText, IReadOnlyList<CodingJson> Types)
{
    /// <summary>From the beginning of the object to its end.</summary>
    public static IdentifierJson Read(ref Utf8JsonReader reader)
    {
        var identifier = new IdentifierJson("", "", "", []);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSystem, isValue, isType) =
                (reader.ValueTextEquals("system"u8), reader.ValueTextEquals("value"u8), reader.ValueTextEquals("type"u8));
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.StartObject)
                identifier = identifier.WithType(ref reader);
            else if (reader.TokenType != JsonTokenType.String)
                reader.Skip();
            else if (isSystem)
                identifier = identifier with { System = reader.GetString()! };
            else if (isValue)
                identifier = identifier with { Value = reader.GetString()! };
        }
        return identifier;
    }

    private IdentifierJson WithType(ref Utf8JsonReader reader)
    {
        var types = new List<CodingJson>();
        var typeText = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isCoding, isText) = (reader.ValueTextEquals("coding"u8), reader.ValueTextEquals("text"u8));
            reader.Read();
            if (isText && reader.TokenType == JsonTokenType.String)
                typeText = reader.GetString()!;
            else if (isCoding && reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    types.Add(CodingJson.Read(ref reader));
            else
                reader.Skip();
        }
        return this with { TypeText = typeText, Types = types };
    }
}
