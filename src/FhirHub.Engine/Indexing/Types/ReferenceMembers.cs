using System.Text.Json;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>What a Reference says.</summary>
/// <param name="Reference">The literal reference; null for none.</param>
/// <param name="Identifier">The logical one; null for none.</param>
internal readonly record struct ReferenceMembers(string? Reference, IdentifierJson? Identifier)
{
    public static ReferenceMembers Read(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.Members(json);
        string? reference = null;
        IdentifierJson? identifier = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isReference, isIdentifier) = (reader.ValueTextEquals("reference"u8), reader.ValueTextEquals("identifier"u8));
            reader.Read();
            if (isReference && reader.TokenType == JsonTokenType.String)
                reference = reader.GetString();
            else if (isIdentifier && reader.TokenType == JsonTokenType.StartObject)
                identifier = IdentifierJson.Read(ref reader);
            else
                reader.Skip();
        }
        return new ReferenceMembers(reference, identifier);
    }
}
