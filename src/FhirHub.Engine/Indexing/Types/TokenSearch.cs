using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// Codes, identifiers and other values that match as a whole, https://hl7.org/fhir/R4/search.html#token: Coding, CodeableConcept,
/// Identifier, ContactPoint, code, boolean, string, id, uri.
/// </summary>
internal sealed class TokenSearch : SearchTypeRules
{
    public const char Whole = '!';
    public const string Bare = "\"";
    public const char Text = '#';
    public const char OfType = '%';

    private const string Booleans = "http://terminology.hl7.org/CodeSystem/special-values";
    private const string Modifiers = ":text, :not, :of-type, :in, :not-in, :above, :below and :missing";

    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        switch (value.Type.Name)
        {
            case "CodeableConcept":
                TokenJson.Concept(value.Json, prefix, sink);
                break;
            case "Coding":
                TokenJson.Coding(value.Json, prefix, sink);
                break;
            case "Identifier":
                TokenJson.Identifier(value.Json, prefix, sink);
                break;
            case "ContactPoint":
                TokenJson.Contact(value.Json, prefix, sink);
                break;
            case "code":
                TokenJson.Add(ElementSystems.Of(value.Element, value.Json) ?? "", TokenJson.Literal(value.Json), prefix, sink);
                break;
            case "boolean":
                TokenJson.Add(Booleans, TokenJson.Literal(value.Json), prefix, sink);
                break;
            default:
                if (value.Type.IsPrimitive)
                    TokenJson.Add("", TokenJson.Literal(value.Json), prefix, sink);
                break;
        }
    }

    public override EntryCondition Match(MatchRequest request)
    {
        var (code, prefix) = (request.Parameter.Code, request.Prefix);
        return request.Modifier switch
        {
            null => TokenValue.Read(code, request.Value).Condition(prefix, Whole, Bare),
            "text" => new EntryCondition { Within = [TokenText.Range(code, prefix, request.Value)] },
            "of-type" => new EntryCondition { Equal = [TypedIdentifier(code, prefix, request.Value)] },
            "in" => Among(prefix, request.Settings.Codes.Find(new TokenQuestion(code, "in", SearchValue.Unescape(request.Value)))),
            "below" or "above" => Among(prefix, request.Settings.Codes.Find(new TokenQuestion(code, request.Modifier, request.Value))),
            var other => throw SearchFault.Modifier(code, other, Modifiers),
        };
    }

    private static EntryCondition Among(string prefix, TokenCodes codes) => new()
    {
        Within = [.. codes.WholeSystems.Select(s => EntryText.StartingWith(prefix, Whole, s + "|"))],
        Equal = [.. codes.Codes.Select(c => EntryText.Of(prefix, Whole, c.System, EntryText.Fold(c.System, c.Code))).Distinct()],
    };

    private static string TypedIdentifier(string parameter, string prefix, string value)
    {
        var parts = SearchValue.Split(value, '|').Select(SearchValue.Unescape).ToList();
        if (parts is not [var system, { Length: > 0 } type, { Length: > 0 } identifier])
            throw SearchFault.Value(parameter + ":of-type", value, "not system|code|value, the system and code of the identifier's type and its value");
        return TokenJson.Typed(prefix, system, type, identifier);
    }
}
