using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirHub.Server.Http;

/// <summary>How JSON is written: Han characters and quotes as they are, since no response is ever part of an HTML page.</summary>
internal static class JsonText
{
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions NodeOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1024,
    };
}
