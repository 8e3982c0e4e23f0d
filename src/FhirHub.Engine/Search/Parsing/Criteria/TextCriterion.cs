using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary><c>_text</c> and <c>_content</c>, https://hl7.org/fhir/R4/search.html#content.</summary>
internal static class TextCriterion
{
    private const int MaxAlternatives = 100;

    public static Criterion Parse(TypeScope scope, ParameterName name, string value, int maxDepth)
    {
        if (name.Modifier is not null)
            throw Modifier.NotSupported(name, []);
        var expressions = Alternatives.Of(name, value, 1, MaxAlternatives).Select(SearchValue.Unescape);
        return new Criterion(
            new ContainsText(
                name.Code,
                NarrativeOnly: name.Code == "_text",
                [.. expressions.SelectMany(e => new TextExpression(name.Code, e, maxDepth).Parse()).Select(terms => Folded(name, terms))]),
            scope.Types);
    }

    private static string[] Folded(ParameterName name, IReadOnlyList<string> terms)
    {
        string[] folded = [.. terms.Select(t => TextFolding.Fold(t)).Distinct(StringComparer.Ordinal)];
        return folded.All(t => t.Length > 0)
            ? folded
            : throw FhirException.Invalid("text-invalid", $"{name.Code}: a word of it holds nothing to search for.");
    }
}
