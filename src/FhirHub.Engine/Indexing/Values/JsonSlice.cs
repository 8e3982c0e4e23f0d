using System.Text.Json;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>Reads slices of a resource, whose syntax was checked when it came in.</summary>
internal static class JsonSlice
{
    /// <summary>A reader inside the object, in front of its first member.</summary>
    public static Utf8JsonReader Members(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        reader.Read();
        return reader;
    }

    public static bool IsObject(ReadOnlySpan<byte> json) => !json.IsEmpty && json[0] == (byte)'{';

    /// <summary>The text of a literal, in UTF-8, without quotes and escapes; false for an object or array.</summary>
    public static bool TryText(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> text)
    {
        text = json;
        if (json.IsEmpty || json[0] is (byte)'{' or (byte)'[')
            return false;
        if (json[0] == (byte)'"')
            text = Unescaped(json[1..^1]);
        return true;
    }

    /// <summary>The text of the string or number at the reader; false at anything else.</summary>
    public static bool TryText(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        text = reader.ValueIsEscaped ? Unescaped(reader.ValueSpan) : reader.ValueSpan;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number;
    }

    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
            return text;
        var buffer = new byte[text.Length];
        return JsonText.TryUnescape(text, buffer, out var written) ? buffer.AsSpan(0, written) : default;
    }
}
