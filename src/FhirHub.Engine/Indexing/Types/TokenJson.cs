using System.Buffers;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>Adds the entries of datatypes that tokens are made of.</summary>
internal static class TokenJson
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(" -().\u00a0");

    /// <summary>Two entries: with the system, which may be empty, and whatever the system. Of a coding without code, the system alone.</summary>
    public static void Add(string system, string code, string prefix, EntrySink sink)
    {
        if (code.Length > 0)
            sink.Add(EntryText.Of(prefix, TokenSearch.Bare[0], code.ToLowerInvariant()));
        if (code.Length > 0 || system.Length > 0)
            sink.Add(EntryText.Of(prefix, TokenSearch.Whole, system, EntryText.Fold(system, code)));
    }

    public static string Typed(string prefix, string system, string code, string value) =>
        EntryText.Of(prefix, TokenSearch.OfType, $"{system}|{EntryText.Fold(system, code)}", value.ToLowerInvariant());

    /// <summary>The text of a string, or the literal of a boolean or number.</summary>
    public static string Literal(ReadOnlySpan<byte> json) => JsonSlice.TryText(json, out var text) ? Encoding.UTF8.GetString(text) : "";

    public static void Concept(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        var reader = JsonSlice.Members(json);
        Concept(ref reader, prefix, sink);
    }

    public static void Coding(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        var reader = JsonSlice.Members(json);
        var coding = CodingJson.Read(ref reader);
        coding.AddTo(prefix, sink);
    }

    public static void Identifier(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        var reader = JsonSlice.Members(json);
        var identifier = IdentifierJson.Read(ref reader);
        Add(identifier.System, identifier.Value, prefix, sink);
        if (identifier.TypeText.Length > 0)
            TokenText.Add(identifier.TypeText, prefix, sink);
        if (identifier.Value.Length == 0)
            return;
        foreach (var type in identifier.Types)
            sink.Add(Typed(prefix, type.System, type.Code, identifier.Value));
    }

    /// <summary>As written, and without the marks that people put between the digits of a number.</summary>
    public static void Contact(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        var reader = JsonSlice.Members(json);
        var (isNumber, value) = (false, "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSystem, isValue) = (reader.ValueTextEquals("system"u8), reader.ValueTextEquals("value"u8));
            reader.Read();
            if (isSystem)
                isNumber = reader.ValueTextEquals("phone"u8) || reader.ValueTextEquals("fax"u8) || reader.ValueTextEquals("sms"u8);
            else if (isValue)
                value = reader.GetString()!;
            else
                reader.Skip();
        }
        Add("", value, prefix, sink);
        if (isNumber && value.AsSpan().ContainsAny(Marks))
            Add("", string.Concat(value.Where(c => !Marks.Contains(c))), prefix, sink);
    }

    private static void Concept(ref Utf8JsonReader reader, string prefix, EntrySink sink)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isCoding, isText) = (reader.ValueTextEquals("coding"u8), reader.ValueTextEquals("text"u8));
            reader.Read();
            if (isText)
                TokenText.Add(reader.GetString()!, prefix, sink);
            else if (isCoding && reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    CodingJson.Read(ref reader).AddTo(prefix, sink);
            else
                reader.Skip();
        }
    }
}
