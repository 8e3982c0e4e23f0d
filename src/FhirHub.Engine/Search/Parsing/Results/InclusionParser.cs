using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing.Results;

/// <summary><c>_include</c> and <c>_revinclude</c>, https://hl7.org/fhir/R4/search.html#revinclude.</summary>
/// <param name="lookup">Types and parameters.</param>
/// <param name="matches">The types of the matches.</param>
internal sealed class InclusionParser(ParameterLookup lookup, IReadOnlyList<string> matches)
{
    public const string Forms = "Type:parameter, Type:parameter:TargetType, Type:* or *";

    /// <summary>One for each type that refers; several only for <c>*</c>.</summary>
    /// <exception cref="FhirException">Invalid: another form. Not supported: unknown names, or an inclusion that can find nothing.</exception>
    public IReadOnlyList<Inclusion> Parse(bool reverse, bool iterate, string value)
    {
        string[] parts = value.Split(':');
        string text = $"{(reverse ? "_revinclude" : "_include")}{(iterate ? ":iterate" : string.Empty)}={value}";
        return parts switch
        {
            ["*"] => Everything(reverse, iterate, text),
            [{ Length: > 0 } type, { Length: > 0 } code] => [One(reverse, iterate, text, type, code, null)],
            [{ Length: > 0 } type, { Length: > 0 } code, { Length: > 0 } target] => [One(reverse, iterate, text, type, code, target)],
            _ => throw FhirException.Invalid("include-invalid", $"{Quoted.Cut(text)} is none of {Forms}."),
        };
    }

    private IReadOnlyList<Inclusion> Everything(bool reverse, bool iterate, string text)
    {
        var sources = reverse || iterate ? ParameterLookup.AllTypes : matches;
        return [.. sources
            .Select(s => new Inclusion(reverse, s, Reaching(lookup.References(s), reverse && !iterate ? matches : null), null, iterate, text))
            .Where(i => i.Parameters.Count > 0)];
    }

    private Inclusion One(bool reverse, bool iterate, string text, string type, string code, string? target)
    {
        ParameterLookup.RequireType(type, text);
        if (target is not null)
            ParameterLookup.RequireType(target, text);
        var parameters = Reaching(Named(type, code, text), target is null ? null : [target]);
        if (parameters.Count == 0)
            throw Useless(text, $"'{code}' of {type} never refers to {target}");
        if (iterate)
            return new Inclusion(reverse, type, parameters, target, iterate, text);
        if (!reverse && !matches.Contains(type))
            throw Useless(text, $"the matches are {Matches()}, not {type}; to follow included resources, write _include:iterate");
        if (reverse)
            parameters = target is not null && !matches.Contains(target) ? [] : Reaching(parameters, matches);
        return parameters.Count > 0
            ? new Inclusion(reverse, type, parameters, target, iterate, text)
            : throw Useless(text, $"'{code}' of {type} never refers to the matches, which are {Matches()}; to follow included resources, write _revinclude:iterate");
    }

    private IReadOnlyList<SearchParameter> Named(string type, string code, string text)
    {
        if (code == "*")
            return lookup.References(type);
        var references = lookup.References(type);
        return lookup.FindReference(type, code) is { } parameter
            ? [parameter]
            : throw FhirException.NotSupported(
                "include-unknown",
                $"{Quoted.Cut(text)}: {type} has no reference parameter '{Quoted.Cut(code)}'.{SimilarName.Hint(code, references.Select(r => r.Code))}");
    }

    private static IReadOnlyList<SearchParameter> Reaching(IReadOnlyList<SearchParameter> references, IReadOnlyList<string>? types) =>
        types is null ? references : [.. references.Where(r => r.Targets.Count == 0 || r.Targets.Any(types.Contains))];

    private string Matches() => new TypeScope(matches, Common: false).Named;

    private static FhirException Useless(string text, string why) =>
        FhirException.NotSupported("include-useless", $"{Quoted.Cut(text)} would include nothing: {why}.");
}
