using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching;

/// <summary>JSON in and out of a tree whose untouched values keep their text, number literals above all.</summary>
internal static class PatchJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <exception cref="FhirException">400 when the text is not JSON, repeats a member or holds broken Unicode.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        Check(utf8, maxDepth);
        return Parse(utf8, maxDepth);
    }

    /// <summary>The tree of a text that <see cref="Check"/> has passed.</summary>
    /// <exception cref="FhirException">400 when it repeats a member.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        try
        {
            return JsonNode.Parse(utf8, null, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw Malformed(e.Message, e.LineNumber, e.BytePositionInLine, e);
        }
    }

    public static byte[] Write(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            if (node is null)
                writer.WriteNullValue();
            else
                node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Checks the text without building anything.</summary>
    /// <exception cref="FhirException">400 when it is not JSON, nests too deep or holds broken Unicode.</exception>
    // The tree decodes strings lazily and would fail on broken Unicode far from here, without a position.
    public static void Check(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        if (!Utf8.IsValid(utf8))
            throw Malformed("The text is not valid UTF-8.", null, null, null);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if ((reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.CurrentDepth >= maxDepth)
                    throw FhirException.Invalid("patch-too-deep", $"Objects and arrays are nested deeper than {maxDepth} levels.");
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            }
        }
        catch (JsonException e)
        {
            throw Malformed(e.Message, e.LineNumber, e.BytePositionInLine, e);
        }
        catch (InvalidOperationException e)
        {
            throw Malformed("A string holds half of a surrogate pair.", null, null, e);
        }
    }

    private static FhirException Malformed(string message, long? line, long? column, Exception? cause) => new(
        FaultKind.Invalid,
        [
            new Issue
            {
                Severity = IssueSeverity.Fatal,
                Type = "structure",
                Code = "patch-malformed",
                Diagnostics = "The JSON cannot be read: " + message,
                Line = (int?)line + 1,
                Column = (int?)column + 1,
            },
        ],
        cause);
}
