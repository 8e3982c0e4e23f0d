using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirHub.Server.Http;

/// <summary>How JSON is written: Han characters and quotes as they are, since no response is ever part of an HTML page.</summary>
internal static class JsonText
{
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For documents that were checked against the server's limit of nesting already.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    /// <summary>For bodies whose nesting is nobody's yet.</summary>
    public static readonly JsonReaderOptions DeepReader = new() { MaxDepth = 1024 };

    public static readonly JsonSerializerOptions NodeOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1024,
    };
}
