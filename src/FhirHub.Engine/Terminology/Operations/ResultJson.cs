using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>Writes what operations answer.</summary>
internal static class ResultJson
{
    // As everywhere in answers: Han characters and quotes as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A Parameters resource.</summary>
    public static ReadOnlyMemory<byte> Parameters(Action<Utf8JsonWriter> parameters) => Resource("Parameters", json =>
    {
        json.WriteStartArray("parameter");
        parameters(json);
        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Resource(string type, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", type);
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Nothing for null.</summary>
    public static void Parameter(this Utf8JsonWriter json, string name, string member, string? value)
    {
        if (value is null)
            return;
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }

    public static void Parameter(this Utf8JsonWriter json, string name, bool value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteBoolean("valueBoolean", value);
        json.WriteEndObject();
    }

    /// <summary>A parameter with parts.</summary>
    public static void Parts(this Utf8JsonWriter json, string name, Action parts)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartArray("part");
        parts();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Parameter(this Utf8JsonWriter json, string name, Coded coding)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.Coding("valueCoding", coding);
        json.WriteEndObject();
    }

    public static void Coding(this Utf8JsonWriter json, string member, Coded coding)
    {
        json.WriteStartObject(member);
        json.Text("system", coding.System);
        json.Text("version", coding.Version);
        json.Text("code", coding.Code);
        json.Text("display", coding.Display);
        json.WriteEndObject();
    }

    /// <summary>Nothing for null.</summary>
    public static void Text(this Utf8JsonWriter json, string member, string? value)
    {
        if (value is not null)
            json.WriteString(member, value);
    }

    /// <summary>The value of a property in its own type.</summary>
    public static void Value(this Utf8JsonWriter json, ConceptProperty property)
    {
        if (property.Coding is { } coding)
        {
            json.Coding("valueCoding", coding);
            return;
        }

        string member = "value" + char.ToUpperInvariant(property.Type[0]) + property.Type[1..];
        if (property.Type is "boolean" or "integer" or "decimal")
        {
            json.WritePropertyName(member);
            json.WriteRawValue(property.Value);
        }
        else
        {
            json.WriteString(member, property.Value);
        }
    }
}
