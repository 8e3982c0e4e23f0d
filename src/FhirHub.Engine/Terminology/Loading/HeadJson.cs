using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>A CodeSystem without its concepts and its narrative.</summary>
internal static class HeadJson
{
    private static readonly string[] LeftOut = ["concept", "text"];

    public static byte[] Write(JsonElement system)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in system.EnumerateObject().Where(m => !LeftOut.Contains(m.Name)))
                member.WriteTo(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static CodeSystemHead Read(byte[] utf8Json)
    {
        using var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        return CodeSystemHead.Read(json.RootElement);
    }
}
