using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Whether resources hold the words of <c>_content</c> (in any of their texts) or <c>_text</c> (in their narrative), compared as
/// string parameters are: https://hl7.org/fhir/R4/search.html#content. Base64 is no text. A resource is read where it stands, in pieces.
/// </summary>
/// <param name="text">What is searched for.</param>
internal sealed class TextMatch(ContainsText text)
{
    private readonly TextTerms _terms = new(text.AnyOf);
    private readonly MarkupText _markup = new();

    /// <param name="json">A stored resource.</param>
    public bool Holds(ReadOnlySpan<byte> json)
    {
        _terms.Begin();
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            Members(ResourceJson.TypeOf(json), json, text.NarrativeOnly ? "text"u8 : default, ref reader);
        return _terms.Holds;
    }

    /// <param name="type">Of the object; null where its members are unknown.</param>
    /// <param name="json">The whole.</param>
    /// <param name="only">The only member that counts; none for all.</param>
    /// <param name="reader">At the object's beginning; reads to its end, unless that is not needed any more.</param>
    private void Members(TypeSchema? type, ReadOnlySpan<byte> json, ReadOnlySpan<byte> only, ref Utf8JsonReader reader)
    {
        // What is known to hold need not be read to its end.
        while (!_terms.Holds && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool counts = only.IsEmpty || reader.ValueTextEquals(only);
            var member = counts ? TypeOf(type, reader.ValueSpan) : null;
            reader.Read();
            if (counts)
                Value(member, json, only.SequenceEqual("text"u8) ? "div"u8 : default, ref reader);
            else
                reader.Skip();
        }
    }

    private void Value(TypeSchema? type, ReadOnlySpan<byte> json, ReadOnlySpan<byte> only, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (!_terms.Holds && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                Value(type, json, only, ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            bool isAnyResource = type is null or { Kind: TypeKind.AbstractResource };
            Members(isAnyResource ? ResourceJson.TypeOf(json[(int)reader.TokenStartIndex..]) : type, json, only, ref reader);
        }
        else if (reader.TokenType == JsonTokenType.String && type?.Primitive != PrimitiveKind.Base64Binary)
        {
            Text(reader.ValueSpan, isMarkup: type?.Primitive == PrimitiveKind.Xhtml);
        }
    }

    /// <summary>What stands beside a primitive value, in a member with an underscore, has the members of its type.</summary>
    private static TypeSchema? TypeOf(TypeSchema? type, ReadOnlySpan<byte> name) =>
        type?.FindProperty(name is [(byte)'_', .. var beside] ? beside : name)?.Type;

    private void Text(ReadOnlySpan<byte> escaped, bool isMarkup)
    {
        _markup.Begin(isMarkup);
        Span<char> piece = stackalloc char[JsonPiece.MostBytes];
        while (!escaped.IsEmpty && !_terms.Holds)
        {
            int bytes = JsonPiece.LengthOf(escaped);
            _markup.Read(piece[..JsonPiece.Unescape(escaped[..bytes], piece)], _terms);
            escaped = escaped[bytes..];
        }

        _terms.EndText();
    }
}
