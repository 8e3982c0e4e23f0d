using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing;

/// <summary>Turns the values of a search into conditions on index entries.</summary>
public static class SearchMatching
{
    /// <summary>What one value asks of the entries of a parameter.</summary>
    /// <param name="parameter">The parameter on one type.</param>
    /// <param name="modifier">Without colon; null for none. <c>missing</c>, <c>not</c> and <c>not-in</c> are for the caller: absence of <see cref="Any"/>, or of the plain match.</param>
    /// <param name="rawValue">One alternative, as between two commas, with its escapes and its prefix.</param>
    /// <param name="settings">Zone, own URL, clock.</param>
    /// <exception cref="FhirException">Invalid: the value is not of the parameter's form. Not supported: the modifier, or the parameter itself.</exception>
    public static EntryCondition Match(SearchParameter parameter, string? modifier, string rawValue, MatchSettings settings)
    {
        if (parameter.Expression is null)
            throw FhirException.NotSupported("parameter-unsupported", $"{parameter.Code} of {parameter.ResourceType} stands for no element that could be compared.");
        if (!UnicodeText.IsWhole(rawValue))
            throw FhirException.Invalid("parameter-invalid", $"{parameter.Code}: the value holds a character that no text can: U+0000, or half of a surrogate pair.");
        var types = settings.Types;
        if (parameter.Type == SearchParameterType.Composite)
        {
            return modifier is null
                ? CompositeMatch.Of(parameter, rawValue, types, settings)
                : throw SearchFault.Modifier(parameter.Code, modifier, ":not and :missing");
        }
        return Rules(parameter, types).Match(new MatchRequest
        {
            Parameter = parameter,
            Prefix = parameter.Prefix,
            Modifier = modifier,
            Value = rawValue,
            Settings = settings,
        });
    }

    /// <summary>Every entry of a parameter: what has none is missing it.</summary>
    /// <param name="prefix"><see cref="SearchParameter.Prefix"/>.</param>
    public static EntryRange Any(string prefix) => new(prefix + "!", prefix + "-");

    private static SearchTypeRules Rules(SearchParameter parameter, SearchTypes types) => types.For(parameter.Type)
        ?? throw FhirException.NotSupported("parameter-unsupported", $"{parameter.Code} of {parameter.ResourceType} is not compared with values.");
}
