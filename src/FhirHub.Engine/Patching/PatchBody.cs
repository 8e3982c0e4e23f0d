using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Patching;

/// <summary>Reads the body of a PATCH. Its size, nesting, structure and number of operations are checked on the bytes: a tree takes many times as much.</summary>
internal static class PatchBody
{
    /// <exception cref="FhirException">413 when it is larger than the limits allow; 400 when it is not what its format says.</exception>
    public static JsonNode? Read(PatchFormat format, ReadOnlyMemory<byte> body, PatchLimits limits)
    {
        if (body.Length > limits.MaxBytes)
            throw FhirException.TooLarge("patch-too-large", $"The patch has {body.Length} bytes; {limits.MaxBytes} are allowed.");
        body = Utf8Bom.Skip(body);
        if (format == PatchFormat.FhirPathPatch)
            CheckParameters(body, limits);
        PatchJson.Check(body.Span, limits.MaxDepth);
        if (format != PatchFormat.MergePatch && CountOperations(body.Span, format, limits.MaxDepth) is var count && count > limits.MaxOperations)
            throw FhirException.TooLarge("patch-too-large", $"The patch has {count} operations; {limits.MaxOperations} are allowed.");
        return PatchJson.Parse(body.Span, limits.MaxDepth);
    }

    // The result is dropped: values go into the resource with the literals of the body.
    private static void CheckParameters(ReadOnlyMemory<byte> body, PatchLimits limits)
    {
        var read = FhirJsonReader.Read(body, new ReadLimits { MaxDepth = limits.MaxDepth });
        if (read.Resource is null)
            throw FhirException.Invalid(read.Issues);
        if (read.Resource.Type != "Parameters")
            throw FhirException.Invalid("patch-document-invalid", $"A FHIRPath Patch is a Parameters resource, not a {read.Resource.Type}.");
    }

    /// <summary>The items of a JSON Patch, or of the member <c>parameter</c>; 0 when there is no such array.</summary>
    private static int CountOperations(ReadOnlySpan<byte> json, PatchFormat format, int maxDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        if (format == PatchFormat.FhirPathPatch)
            MoveTo("parameter"u8, ref reader);
        if (reader.TokenType != JsonTokenType.StartArray)
            return 0;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }

    private static void MoveTo(ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(member);
            reader.Read();
            if (found)
                return;
            reader.Skip();
        }
    }
}
