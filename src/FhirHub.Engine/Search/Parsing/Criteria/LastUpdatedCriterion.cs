using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary><c>_lastUpdated</c>, https://hl7.org/fhir/R4/search.html#lastUpdated.</summary>
internal sealed class LastUpdatedCriterion(MatchSettings match)
{
    private const int MaxAlternatives = 100;

    public static readonly string[] Modifiers = ["missing"];

    public Criterion Parse(TypeScope scope, ParameterName name, string value) => name.Modifier switch
    {
        null => new Criterion(Any(name, [.. Alternatives.Of(name, value, 1, MaxAlternatives).SelectMany(v => Within(name, v))]), scope.Types),
        "missing" => new Criterion(Boolean.Parse(name, value) ? new AnyOf([]) : new AllOf([]), scope.Types),
        _ => throw Modifier.NotSupported(name, Modifiers),
    };

    private static Clause Any(ParameterName name, IReadOnlyList<UpdatedWithin> alternatives) =>
        alternatives.Count == 1 ? alternatives[0] : new AnyOf(alternatives);

    private IEnumerable<UpdatedWithin> Within(ParameterName name, string value)
    {
        var (from, to, outside) = DateComparison.Read(name.Code, SearchValue.Unescape(value), match).Moments;
        DateTime? start = from <= DateInterval.Beginning ? null : new DateInterval(from, to).FromUtc;
        DateTime? end = to >= DateInterval.Forever ? null : new DateInterval(from, to).ToUtc;
        return outside
            ? [new UpdatedWithin(name.Text, null, start), new UpdatedWithin(name.Text, end, null)]
            : [new UpdatedWithin(name.Text, start, end)];
    }
}
