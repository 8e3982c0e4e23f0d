using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>How the reader of XML writes JSON: compact, text as it is.</summary>
internal static class JsonWriting
{
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,

        // A level of XML is up to two of JSON, an array and an object; too deep a document is refused by its own reader, with its place.
        MaxDepth = 4 * ReadLimits.Deepest,
    };
}
