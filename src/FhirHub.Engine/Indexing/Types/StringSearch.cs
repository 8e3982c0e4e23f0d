using System.Text.Json;
using System.Text.RegularExpressions;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// Strings: every string of a HumanName or Address is one by itself, and so is the whole name. Found by their beginning whatever the case,
/// accents and width, by <c>:contains</c> and <c>:exact</c>, and Chinese ones by pinyin. https://hl7.org/fhir/R4/search.html#string
/// </summary>
internal sealed class StringSearch : SearchTypeRules
{
    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        switch (value.Type.Name)
        {
            case "HumanName":
                IndexName(value.Json, prefix, sink);
                break;
            case "Address":
                IndexParts(value.Json, prefix, sink);
                break;
            default:
                if (value.Type.IsPrimitive && !value.Json.IsEmpty && value.Json[0] == (byte)'"')
                    IndexLiteral(value.Json, prefix, sink);
                break;
        }
    }

    public override EntryCondition Match(MatchRequest request)
    {
        var code = request.Parameter.Code;
        var text = SearchValue.Unescape(request.Value);
        var strings = request.Prefix + "+";
        if (request.Modifier == "exact" && text.Length > 0)
            return new EntryCondition
            {
                Equal = [strings + TextFolding.Fold(text)],
                Also = new MongoDB.Bson.BsonDocument("exact", ExactEntry.Of(request.Prefix, text)),
            };
        if (request.Modifier is not (null or "exact" or "contains"))
            throw SearchFault.Modifier(code, request.Modifier, "the modifiers :exact, :contains and :missing");
        var folded = TextFolding.Fold(text);
        if (folded.Length == 0)
            throw SearchFault.Value(code, request.Value, "the text to search for is empty");
        if (request.Modifier == "contains")
            return new EntryCondition
            {
                Within = [EntryRange.StartingWith(strings) with { Pattern = $"^{Regex.Escape(strings)}.*{Regex.Escape(folded)}" }],
            };
        List<EntryRange> within = [EntryRange.StartingWith(strings + folded)];
        if (Pinyin.Typed(folded) is { } typed)
            within.Add(EntryRange.StartingWith($"{request.Prefix}&{typed}"));
        return new EntryCondition { Within = within };
    }

    private static void IndexLiteral(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        var reader = JsonSlice.Members(json);
        Add(reader.GetString(), prefix, sink);
    }

    private static void IndexName(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        if (!JsonSlice.IsObject(json))
            return;
        string? family = null;
        List<string> given = [];
        var reader = JsonSlice.Members(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("family"u8))
                Add(family = Text(ref reader), prefix, sink);
            else if (reader.ValueTextEquals("given"u8))
                Add(ref reader, prefix, sink, given);
            else if (reader.ValueTextEquals("text"u8))
                Add(Text(ref reader), prefix, sink);
            else if (reader.ValueTextEquals("prefix"u8) || reader.ValueTextEquals("suffix"u8))
                Add(ref reader, prefix, sink, null);
            else
                reader.Skip();
        }
        foreach (var whole in NameParts.Whole(family, given))
            Add(whole, prefix, sink);
    }

    private static void IndexParts(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        if (!JsonSlice.IsObject(json))
            return;
        var reader = JsonSlice.Members(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("line"u8))
                Add(ref reader, prefix, sink, null);
            else if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("city"u8) || reader.ValueTextEquals("district"u8) ||
                reader.ValueTextEquals("state"u8) || reader.ValueTextEquals("postalCode"u8) || reader.ValueTextEquals("country"u8))
                Add(Text(ref reader), prefix, sink);
            else
                reader.Skip();
        }
    }

    /// <summary>Adds each string of the array at the reader, and keeps it where wanted.</summary>
    private static void Add(ref Utf8JsonReader reader, string prefix, EntrySink sink, List<string>? kept)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                continue;
            var text = reader.GetString()!;
            Add(text, prefix, sink);
            kept?.Add(text);
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }

    private static void Add(string? text, string prefix, EntrySink sink)
    {
        if (text is null)
            return;
        sink.AddExact(ExactEntry.Of(prefix, text));
        Span<char> buffer = stackalloc char[TextFolding.Longest];
        var folded = buffer[..TextFolding.Fold(text, buffer)];
        sink.Add(string.Concat(prefix, "+", folded));
        foreach (var form in Pinyin.FormsOf(folded))
            sink.Add(string.Concat(prefix, "&", form));
    }
}
