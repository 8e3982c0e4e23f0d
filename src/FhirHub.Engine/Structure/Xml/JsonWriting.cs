using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>How the reader of XML writes JSON: compact, text as it is, nesting limited by the XML.</summary>
internal static class JsonWriting
{
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 1000,
    };
}
