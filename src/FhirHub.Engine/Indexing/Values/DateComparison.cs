using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using MongoDB.Bson;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>A date of a search: its prefix and the time it stands for, which <c>ap</c> has widened already.</summary>
/// <param name="Prefix">How to compare.</param>
/// <param name="Range">With what.</param>
internal readonly record struct DateComparison(ComparisonPrefix Prefix, DateInterval Range)
{
    /// <summary>Reads a search value such as <c>ge2026-01</c>.</summary>
    /// <exception cref="FhirException">Invalid: not a prefix, not a date.</exception>
    public static DateComparison Read(string parameter, string value, MatchSettings settings)
    {
        var (prefix, text) = PrefixedText.Read(parameter, value, value);
        if (DateInterval.Parse(text, settings.Zone) is not { } range)
            throw SearchFault.Value(parameter, value, Expectation(text));
        return new DateComparison(prefix, prefix == ComparisonPrefix.Approximate ? Widen(range, settings.Time) : range);
    }

    /// <summary>
    /// Compares with moments rather than intervals, such as <c>_lastUpdated</c>: which milliseconds match. With
    /// <c>Outside</c>, those that are not in [<c>From</c>, <c>To</c>).
    /// </summary>
    public (long From, long To, bool Outside) Moments => Prefix switch
    {
        ComparisonPrefix.Equal or ComparisonPrefix.Approximate => (Range.From, Range.To, false),
        ComparisonPrefix.NotEqual => (Range.From, Range.To, true),
        ComparisonPrefix.Greater or ComparisonPrefix.StartsAfter => (Range.To, DateInterval.Forever, false),
        ComparisonPrefix.GreaterOrEqual => (Range.From, DateInterval.Forever, false),
        ComparisonPrefix.Less or ComparisonPrefix.EndsBefore => (DateInterval.Beginning, Range.From, false),
        _ => (DateInterval.Beginning, Range.To, false),
    };

    /// <summary>What the comparison asks of the entries behind a prefix, exact by the bounds beside them.</summary>
    public EntryCondition Condition(string prefix)
    {
        var bounds = Bounds();
        bounds.InsertAt(0, new BsonElement("p", prefix));
        return new EntryCondition
        {
            Within = Prefix == ComparisonPrefix.NotEqual ? [DateEntry.All(prefix)] : [.. Ranges(prefix)],
            Also = new BsonDocument("ranges", new BsonDocument("$elemMatch", bounds)),
        };
    }

    /// <summary>R4's definitions, of an interval from l up to, not including, h.</summary>
    private BsonDocument Bounds()
    {
        var (a, b) = Range;
        return Prefix switch
        {
            ComparisonPrefix.Equal => new BsonDocument { { "l", new BsonDocument("$gte", a) }, { "h", new BsonDocument("$lte", b) } },
            ComparisonPrefix.NotEqual => Either("l", "$lt", a, "h", "$gt", b),
            ComparisonPrefix.Greater => new BsonDocument("h", new BsonDocument("$gt", b)),
            ComparisonPrefix.Less => new BsonDocument("l", new BsonDocument("$lt", a)),
            // The range above intersects it, or the range contains it: what begins in the range does the one or the other.
            ComparisonPrefix.GreaterOrEqual => Either("h", "$gt", b, "l", "$gte", a),
            ComparisonPrefix.LessOrEqual => Either("l", "$lt", a, "h", "$lte", b),
            ComparisonPrefix.StartsAfter => new BsonDocument("l", new BsonDocument("$gte", b)),
            ComparisonPrefix.EndsBefore => new BsonDocument("h", new BsonDocument("$lte", a)),
            _ => new BsonDocument { { "l", new BsonDocument("$lt", b) }, { "h", new BsonDocument("$gt", a) } },
        };
    }

    /// <summary>For each class of lengths, where an interval that matches can begin.</summary>
    private IEnumerable<EntryRange> Ranges(string prefix)
    {
        for (var @class = 0; @class < DateEntry.Classes; @class++)
        {
            var longest = DateEntry.LongestOf(@class);
            var (from, to) = Prefix switch
            {
                ComparisonPrefix.Equal when IsShorterThan(@class) => (0L, 0L),
                ComparisonPrefix.Equal => (Range.From, Range.To),
                ComparisonPrefix.Greater => (Range.To - longest + 1, long.MaxValue),
                ComparisonPrefix.GreaterOrEqual => (Math.Min(Range.To - longest + 1, Range.From), long.MaxValue),
                ComparisonPrefix.Less or ComparisonPrefix.EndsBefore => (DateInterval.Beginning, Range.From),
                ComparisonPrefix.LessOrEqual => (DateInterval.Beginning, Range.To),
                ComparisonPrefix.StartsAfter => (Range.To, long.MaxValue),
                _ => (Range.From - longest + 1, Range.To),
            };
            if (DateEntry.Starting(prefix, @class, from, to) is { } range)
                yield return range;
        }
    }

    /// <summary>Whether every interval of the class is too long to lie in the range.</summary>
    private bool IsShorterThan(int @class) => @class > 0 && Range.Length <= DateEntry.LongestOf(@class - 1);

    private static BsonDocument Either(string one, string oneIs, long oneBound, string other, string otherIs, long otherBound) =>
        new("$or", new BsonArray
        {
            new BsonDocument(one, new BsonDocument(oneIs, oneBound)),
            new BsonDocument(other, new BsonDocument(otherIs, otherBound)),
        });

    /// <summary>R4 recommends a tenth of the distance between now and the date.</summary>
    private static DateInterval Widen(DateInterval range, TimeProvider time)
    {
        var now = DateInterval.Milliseconds(time.GetUtcNow());
        var distance = now < range.From ? range.From - now : Math.Max(now - range.To, 0);
        return new DateInterval(Math.Max(range.From - distance / 10, DateInterval.Beginning), range.To + distance / 10);
    }

    private static string Expectation(string text)
    {
        const string form = "not a date such as 2026, 2026-03, 2026-03-31 or 2026-03-31T08:00:00+08:00, of a day that exists";
        return text.Contains('T') && text.Contains(' ')
            ? form + "; a '+' in a URL is written %2B"
            : form;
    }
}
