using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using MongoDB.Bson;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// A number of a search, in doubles. Values between two doubles were rounded to one of them when they were indexed, and so is the
/// number searched for: what was written alike is always found.
/// </summary>
/// <param name="Prefix">How to compare.</param>
/// <param name="Exact">The number itself: gt, lt, ge, le, sa and eb ignore its precision.</param>
/// <param name="Low">Where its precision, or the tenth that <c>ap</c> allows, begins.</param>
/// <param name="High">First number behind it.</param>
internal readonly record struct NumberComparison(ComparisonPrefix Prefix, double Exact, double Low, double High)
{
    /// <summary>Reads a search value such as <c>ge5.4</c>, in the unit it is written in.</summary>
    /// <exception cref="FhirException">Invalid: not a prefix, not a number.</exception>
    public static NumberComparison Read(MatchRequest request, string number, Func<DecimalNumber, double> convert)
    {
        var code = request.Parameter.Code;
        var (prefix, text) = PrefixedText.Read(code, number, request.Value);
        if (NumberLiteral.Parse(text) is not { } literal)
            throw SearchFault.Value(code, request.Value, $"'{text}' is not a number such as 100, 100.00 or 1e2");
        if (prefix == ComparisonPrefix.Approximate)
            literal = literal.Approximately();
        var (exact, low, high) = (convert(literal.Exact), convert(literal.Low), convert(literal.High));
        if (!double.IsFinite(exact))
            throw SearchFault.Value(code, request.Value, "the number is too large");
        // Rounding may have closed the range; the number itself always lies in it.
        high = Math.Max(literal.IsHighIncluded ? Math.BitIncrement(high) : high, Math.BitIncrement(exact));
        return new NumberComparison(prefix, exact, Math.Min(low, exact), high);
    }

    /// <summary>What the comparison asks of the entries behind a prefix: points by their entry alone, ranges by the bounds beside it.</summary>
    public EntryCondition Condition(string prefix)
    {
        var points = Points(prefix);
        var anyPoint = points.Select(p => new BsonDocument(
            "tokens", new BsonDocument("$elemMatch", new BsonDocument { { "$gte", p.From }, { "$lt", p.To } })));
        var bounds = Bounds();
        bounds.InsertAt(0, new BsonElement("p", prefix));
        var anyRange = new BsonDocument("ranges", new BsonDocument("$elemMatch", bounds));
        return new EntryCondition
        {
            Within = [.. points, Ranges(prefix)],
            Also = new BsonDocument("$or", new BsonArray(anyPoint.Append(anyRange))),
        };
    }

    private List<EntryRange> Points(string prefix)
    {
        string At(double number) => NumberEntry.Text(prefix, NumberEntry.Point, number);
        var aboveExact = At(Math.BitIncrement(Exact));
        var first = prefix + "(" + NumberEntry.Point;
        var end = $"{prefix}({(char)(NumberEntry.Point + 1)}";
        return Prefix switch
        {
            ComparisonPrefix.Equal or ComparisonPrefix.Approximate => [new EntryRange(At(Low), At(High))],
            ComparisonPrefix.NotEqual => [new EntryRange(first, At(Low)), new EntryRange(At(High), end)],
            ComparisonPrefix.Greater or ComparisonPrefix.StartsAfter => [new EntryRange(aboveExact, end)],
            ComparisonPrefix.GreaterOrEqual => [new EntryRange(At(Exact), end)],
            ComparisonPrefix.Less or ComparisonPrefix.EndsBefore => [new EntryRange(first, At(Exact))],
            _ => [new EntryRange(first, aboveExact)],
        };
    }

    /// <summary>Where a range that matches can begin.</summary>
    private EntryRange Ranges(string prefix)
    {
        string At(double number) => NumberEntry.Text(prefix, NumberEntry.Range, number);
        var first = prefix + "(" + NumberEntry.Range;
        var end = $"{prefix}({(char)(NumberEntry.Range + 1)}";
        return Prefix switch
        {
            ComparisonPrefix.Equal => new EntryRange(At(Low), At(High)),
            ComparisonPrefix.StartsAfter => new EntryRange(At(Math.BitIncrement(Exact)), end),
            ComparisonPrefix.Less or ComparisonPrefix.EndsBefore => new EntryRange(first, At(Exact)),
            ComparisonPrefix.LessOrEqual => new EntryRange(first, At(Math.BitIncrement(Exact))),
            ComparisonPrefix.Approximate => new EntryRange(first, At(High)),
            _ => new EntryRange(first, end),
        };
    }

    /// <summary>R4's definitions, of a range from l to h, both within.</summary>
    private BsonDocument Bounds() => Prefix switch
    {
        ComparisonPrefix.Equal => new BsonDocument { { "l", new BsonDocument("$gte", Low) }, { "h", new BsonDocument("$lt", High) } },
        ComparisonPrefix.NotEqual => new BsonDocument("$or", new BsonArray
        {
            new BsonDocument("l", new BsonDocument("$lt", Low)), new BsonDocument("h", new BsonDocument("$gte", High)),
        }),
        ComparisonPrefix.Greater => new BsonDocument("h", new BsonDocument("$gt", Exact)),
        ComparisonPrefix.GreaterOrEqual => new BsonDocument("h", new BsonDocument("$gte", Exact)),
        ComparisonPrefix.Less => new BsonDocument("l", new BsonDocument("$lt", Exact)),
        ComparisonPrefix.LessOrEqual => new BsonDocument("l", new BsonDocument("$lte", Exact)),
        ComparisonPrefix.StartsAfter => new BsonDocument("l", new BsonDocument("$gt", Exact)),
        ComparisonPrefix.EndsBefore => new BsonDocument("h", new BsonDocument("$lt", Exact)),
        _ => new BsonDocument { { "l", new BsonDocument("$lt", High) }, { "h", new BsonDocument("$gte", Low) } },
    };
}
