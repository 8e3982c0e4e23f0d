using System.Buffers;
using System.Text.Json;

namespace FhirHub.Engine.Structure.Subset;

/// <summary>Writes a <c>meta</c> with the tag that says the resource is not whole, https://hl7.org/fhir/R4/search.html#summary.</summary>
internal static class TaggedMeta
{
    private static ReadOnlySpan<byte> Tag =>
        "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\",\"code\":\"SUBSETTED\"}"u8;

    /// <param name="meta">The stored object, or <c>{}</c>.</param>
    public static void Write(ReadOnlySpan<byte> meta, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(meta, ReadLimits.Stored);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTag = reader.ValueTextEquals("tag"u8);
            reader.Read();
            if (!isTag)
            {
                reader.Skip();
                continue;
            }

            // Into the array, before its end.
            var isEmpty = true;
            var isTagged = false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                isEmpty = false;
                isTagged |= IsSubsetted(ref reader);
            }

            var end = (int)reader.TokenStartIndex;
            Insert(meta, end, isTagged ? [] : Tag, isEmpty, output);
            return;
        }

        var close = (int)reader.TokenStartIndex;
        Insert(meta, close, [.. "\"tag\":["u8, .. Tag, .. "]"u8], isFirst: !meta.Contains((byte)':'), output);
    }

    private static void Insert(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> insertion, bool isFirst, IBufferWriter<byte> output)
    {
        output.Write(json[..at]);
        if (!insertion.IsEmpty && !isFirst)
            output.Write(","u8);
        output.Write(insertion);
        output.Write(json[at..]);
    }

    private static bool IsSubsetted(ref Utf8JsonReader reader)
    {
        bool system = false, code = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSystem, isCode) = (reader.ValueTextEquals("system"u8), reader.ValueTextEquals("code"u8));
            reader.Read();
            if (isSystem)
                system = reader.ValueTextEquals("http://terminology.hl7.org/CodeSystem/v3-ObservationValue"u8);
            else if (isCode)
                code = reader.ValueTextEquals("SUBSETTED"u8);
            else
                reader.Skip();
        }

        return system && code;
    }
}
