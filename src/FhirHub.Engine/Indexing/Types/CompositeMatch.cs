using System.Text.RegularExpressions;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;
using MongoDB.Bson;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// A composite of a search, <c>8480-6$lt60</c>, https://hl7.org/fhir/R4/search.html#composite. From left to right, what the parts so far
/// ask for becomes the prefix of the next part; the last one answers for all.
/// </summary>
internal static class CompositeMatch
{
    public static EntryCondition Of(SearchParameter composite, string value, SearchTypes types, MatchSettings settings)
    {
        var values = SearchValue.Split(value, '$');
        if (values.Count != composite.Components.Count || values.Any(v => v.Length == 0))
            throw SearchFault.Value(composite.Code, value, $"a composite of {composite.Components.Count} values with $ between them; a $ within a value is written \\$");
        List<string> stems = [composite.Prefix + CompositeEntry.Kind];
        for (var i = 0; i < values.Count - 1; i++)
        {
            var part = Part(composite, i, values[i], settings);
            var conditions = stems.Select(stem => types.For(part.Parameter.Type)!.Match(part with { Prefix = stem })).ToList();
            if (conditions.Exists(c => c.Within.Count > 0))
                return Ordered(composite, stems, conditions, values, i, types, settings);
            stems = [.. conditions.SelectMany(c => c.Equal).Select(e => e + CompositeEntry.Separator)];
        }
        var last = Part(composite, values.Count - 1, values[^1], settings);
        return Any([.. stems.Select(stem => types.For(last.Parameter.Type)!.Match(last with { Prefix = stem }))]);
    }

    /// <summary>A part in front of others that asks for a range: it bounds the entries, and a pattern holds for what stands behind it.</summary>
    private static EntryCondition Ordered(
        SearchParameter composite, IReadOnlyList<string> stems, List<EntryCondition> bounds, IReadOnlyList<string> values, int at, SearchTypes types, MatchSettings settings)
    {
        List<EntryCondition> parts = [.. Enumerable.Range(at, values.Count - at).Select(i => Alone(composite, i, values[i], types, settings))];
        List<EntryRange> ranges =
        [
            .. bounds.SelectMany(b => b.Within),
            .. bounds.SelectMany(b => b.Equal).Select(e => EntryRange.StartingWith(e + CompositeEntry.Separator)),
        ];
        var between = string.Concat(parts[1..^1].Select(p => CompositePattern.Separator + CompositePattern.Of(p))) + CompositePattern.Separator;
        var front = $"^(?:{string.Join('|', stems.Select(Regex.Escape))}){CompositePattern.Of(parts[0])}{between}";
        return new EntryCondition
        {
            Within = [.. ranges.Select(r => r with { Pattern = between + CompositePattern.Of(parts[^1]) + "$" })],
            Also = parts[^1].Also is { } check ? new LastPartCheck(ranges, between, front).Moved(check).AsBsonDocument : null,
        };
    }

    private static EntryCondition Alone(SearchParameter composite, int index, string value, SearchTypes types, MatchSettings settings)
    {
        var part = Part(composite, index, value, settings);
        return types.For(part.Parameter.Type)!.Match(part);
    }

    private static MatchRequest Part(SearchParameter composite, int index, string value, MatchSettings settings)
    {
        var component = composite.Components[index];
        return new MatchRequest
        {
            Parameter = composite with { Type = component.Type, Targets = [], Components = [] },
            Prefix = "",
            Value = value,
            Settings = settings,
        };
    }

    private static EntryCondition Any(IReadOnlyList<EntryCondition> conditions) => conditions is [var only] ? only : new EntryCondition
    {
        Equal = [.. conditions.SelectMany(c => c.Equal)],
        Within = [.. conditions.SelectMany(c => c.Within)],
        Also = conditions.All(c => c.Also is null) ? null : new BsonDocument("$or", new BsonArray(conditions.Select(c => c.Also ?? []))),
    };
}
