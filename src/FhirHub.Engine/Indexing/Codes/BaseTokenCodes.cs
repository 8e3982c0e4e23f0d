using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>By the definitions of R4 alone.</summary>
internal sealed class BaseTokenCodes : ITokenCodes
{
    public static BaseTokenCodes Instance { get; } = new();

    private BaseTokenCodes()
    {
    }

    public TokenCodes Find(TokenQuestion question) => new()
    {
        Codes = question.Modifier switch
        {
            "in" => ValueSetCodes.Of(question.Parameter, question.Value),
            "below" => [.. CodeHierarchy.Below(question.Parameter, TokenValue.Read(question.Parameter, question.Value), question.Value)],
            _ => [.. CodeHierarchy.Above(question.Parameter, TokenValue.Read(question.Parameter, question.Value), question.Value)],
        },
    };
}
