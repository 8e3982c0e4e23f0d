using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace FhirHub.Regional.Operations;

/// <summary>Resources between JSON and the classes of the SDK.</summary>
internal static class PocoJson
{
    // What is read here has been checked by the structure reader.
    private static readonly FhirJsonDeserializer Reader = new(new DeserializerSettings().UsingMode(DeserializationMode.Recoverable));
    private static readonly FhirJsonSerializer Writer = new();
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = ReadLimits.Deepest };

    /// <exception cref="FhirException">Unprocessable: the resource is of another type.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json)
        where T : Resource
    {
        var reader = new Utf8JsonReader(json.Span, Deep);
        Reader.TryDeserializeResource(ref reader, out var resource, out _);
        return resource as T ?? throw FhirException.Unprocessable("structure", "resource-unreadable", $"A {typeof(T).Name} is expected here, not a {resource?.TypeName ?? "resource of an unknown type"}.").InChinese($"此处须为 {typeof(T).Name}，而不是 {resource?.TypeName ?? "未知类型的资源"}。");
    }

    public static ReadOnlyMemory<byte> Write(Base element)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
            Writer.Serialize(element, json);
        return buffer.WrittenMemory;
    }

    /// <summary>Whether two say the same, digit for digit.</summary>
    public static bool Same(Base one, Base other) => Write(one).Span.SequenceEqual(Write(other).Span);

    /// <summary>As it is stored.</summary>
    /// <exception cref="FhirException">Invalid: the resource breaks the base structure.</exception>
    public static ParsedResource Parse(Resource resource, ReadLimits limits)
    {
        var read = FhirJsonReader.Read(Write(resource), limits);
        return read.Resource ?? throw FhirException.Invalid([.. read.Issues.Select(i => i with { Line = null, Column = null })]);
    }
}
