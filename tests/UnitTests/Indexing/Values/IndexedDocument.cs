using System.Text;
using System.Text.RegularExpressions;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using MongoDB.Bson;

namespace FhirHub.UnitTests.Indexing.Values;

/// <summary>The search fields of a document, and a small evaluator of conditions over them that works as the database does.</summary>
internal sealed class IndexedDocument
{
    public const string Prefix = "Test.value";

    private readonly BsonDocument _fields;

    private IndexedDocument(EntrySink sink)
    {
        Sink = sink;
        _fields = new BsonDocument
        {
            { "tokens", new BsonArray(sink.Tokens) },
            { "exact", new BsonArray(sink.Exact) },
            { "ranges", new BsonArray(sink.Intervals.Select(Range)) },
        };
        if (sink.Position is var (longitude, latitude))
            _fields.Add("pos", new BsonDocument { { "type", "Point" }, { "coordinates", new BsonArray { longitude, latitude } } });
    }

    public EntrySink Sink { get; }

    /// <summary>Entries without the prefix, sorted.</summary>
    public IEnumerable<string> Entries => Sink.Tokens.Select(t => t[Prefix.Length..]).Order(StringComparer.Ordinal);

    /// <summary>What a rule makes of values, each a datatype and its JSON.</summary>
    public static IndexedDocument Of(SearchTypeRules rules, params (string Type, string Json)[] values)
    {
        var sink = new EntrySink();
        foreach (var (type, json) in values)
        {
            var schema = FhirSchema.R4.FindType(type) ?? throw new ArgumentException($"R4 has no type {type}");
            rules.Index(new ElementValue(schema, null, Encoding.UTF8.GetBytes(json)), Prefix, sink);
        }
        return new IndexedDocument(sink);
    }

    public static MatchRequest Request(string value, string? modifier = null, MatchSettings? settings = null) => new()
    {
        Parameter = new SearchParameter
        {
            ResourceType = "Test", Code = "value", Url = "http://example.org/value", Type = SearchParameterType.Text, Expression = null,
        },
        Prefix = Prefix,
        Modifier = modifier,
        Value = value,
        Settings = settings ?? new MatchSettings(),
    };

    /// <summary>Whether the document is found; fails when the index alone would have hidden what the rest of the condition accepts.</summary>
    public bool Meets(EntryCondition condition)
    {
        var indexed = Sink.Tokens.Any(t => condition.Equal.Contains(t) || condition.Within.Any(r => LiesIn(t, r)));
        return indexed && (condition.Also is null || Holds(condition.Also, _fields));
    }

    private static bool LiesIn(string entry, EntryRange range) =>
        Compare(entry, range.From) >= 0 && Compare(entry, range.To) < 0 &&
        (range.Pattern is null || Regex.IsMatch(entry, range.Pattern, RegexOptions.CultureInvariant));

    private static bool Holds(BsonDocument filter, BsonDocument fields) => filter.All(clause => clause.Name switch
    {
        "$or" => clause.Value.AsBsonArray.Any(f => Holds(f.AsBsonDocument, fields)),
        "$nor" => clause.Value.AsBsonArray.All(f => !Holds(f.AsBsonDocument, fields)),
        "$and" => clause.Value.AsBsonArray.All(f => Holds(f.AsBsonDocument, fields)),
        _ => fields.TryGetValue(clause.Name, out var field) && HoldsFor(clause.Value, field),
    });

    private static bool HoldsFor(BsonValue test, BsonValue field)
    {
        if (test is BsonDocument d && d.TryGetValue("$elemMatch", out var each))
            return field.AsBsonArray.Any(e => e is BsonDocument part ? Holds(each.AsBsonDocument, part) : Compares(each.AsBsonDocument, e));
        if (test is BsonDocument g && g.TryGetValue("$geoWithin", out var shape))
            return Sphere.IsWithin(field["coordinates"].AsBsonArray, shape["$centerSphere"].AsBsonArray);
        if (field is BsonArray array)
            return array.Any(e => HoldsFor(test, e));
        return test is BsonDocument operators ? Compares(operators, field) : Compare(field, test) == 0;
    }

    private static bool Compares(BsonDocument operators, BsonValue value) => operators.All(o => o.Name switch
    {
        "$lt" => Compare(value, o.Value) < 0,
        "$lte" => Compare(value, o.Value) <= 0,
        "$gt" => Compare(value, o.Value) > 0,
        "$gte" => Compare(value, o.Value) >= 0,
        _ => throw new ArgumentException($"The evaluator does not know {o.Name}"),
    });

    private static int Compare(BsonValue one, BsonValue other) =>
        one.IsString && other.IsString ? Compare(one.AsString, other.AsString) : one.CompareTo(other);

    private static int Compare(string one, string other) =>
        Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));

    private static BsonDocument Range(IndexInterval interval) => new()
    {
        { "p", interval.Prefix },
        { "l", interval.IsDate ? (long)interval.Low : interval.Low },
        { "h", interval.IsDate ? (long)interval.High : interval.High },
    };
}
