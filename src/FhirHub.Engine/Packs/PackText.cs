using System.Text.Json;
using System.Text.Unicode;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Packs;

/// <summary>Whether JSON holds nothing but text: names and values with halves of characters pass for JSON, and nobody can store or compare them.</summary>
internal static class PackText
{
    /// <summary>A clause that says what is wrong; null where nothing is.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string? FaultOf(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return "it is not in UTF-8";
        // Half a character can be written in one way only.
        if (json.IndexOf("\\u"u8) < 0)
            return null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ReadLimits.Deepest });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsText(ref reader))
                return $"in line {json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1} it has half a character (a surrogate alone)";
        }

        return null;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            // So the reader says that there is none.
            return false;
        }
    }
}
