using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Writes an answer as a Parameters resource, stored resources byte for byte.</summary>
internal static class AnswerWriter
{
    /// <param name="parts">In their order.</param>
    /// <param name="stored">The JSON of what is stored.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<AnswerPart> parts, Func<ResourceKey, ReadOnlyMemory<byte>> stored)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "Parameters");
            if (parts.Count > 0)
                WriteAll(json, "parameter", parts, stored);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteAll(Utf8JsonWriter json, string member, IReadOnlyList<AnswerPart> parts, Func<ResourceKey, ReadOnlyMemory<byte>> stored)
    {
        json.WriteStartArray(member);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            if (part.Value is { } value)
                WriteValue(json, value);
            if (part.Resource is { } resource)
                WriteRaw(json, "resource", PocoJson.Write(resource));
            if (part.Written is { } key)
                WriteRaw(json, "resource", stored(key));
            if (part.Parts is { Count: > 0 } inner)
                WriteAll(json, "part", inner, stored);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, DataType value)
    {
        // The SDK writes a value of any type only within its parameter.
        var holder = PocoJson.Write(new Parameters { Parameter = [new Parameters.ParameterComponent { Name = "v", Value = value }] });
        using var document = JsonDocument.Parse(holder);
        foreach (var member in document.RootElement.GetProperty("parameter")[0].EnumerateObject().Where(m => m.Name != "name"))
        {
            json.WritePropertyName(member.Name);
            json.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
        }
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> raw)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(raw.Span, skipInputValidation: true);
    }
}
