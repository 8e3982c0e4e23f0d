using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Turns clauses into filters of the database. Chains and texts have been resolved before.</summary>
/// <param name="keyField">Where a row has its resource's key: <c>_id</c>, or <c>key</c> of superseded versions.</param>
internal sealed class FilterBuilder(string keyField)
{
    private const string Entries = "tokens";

    public static BsonDocument Everything => [];

    public static BsonDocument Nothing => new("_id", new BsonDocument("$in", new BsonArray()));

    public BsonDocument Build(Clause clause) => clause switch
    {
        AllOf all => And(all.Clauses.Select(Build)),
        AnyOf any => Or([.. any.Clauses.Select(Build)]),
        Not not => Negate(not.Clause),
        EntriesMatch match => Match(match),
        HasKey has => Among(keyField, has.Keys),
        UpdatedWithin within => Updated(within),
        _ => throw new ArgumentException($"{clause.GetType().Name} is no filter of the database."),
    };

    /// <summary>All of them, in this order: the local engine bounds its index walk by the first.</summary>
    public static BsonDocument And(params IEnumerable<BsonDocument> filters)
    {
        BsonDocument[] parts = [.. filters.Where(f => f.ElementCount > 0)];
        return parts.Length switch
        {
            0 => Everything,
            1 => parts[0],
            _ => new BsonDocument("$and", new BsonArray(parts.SelectMany(Flat))),
        };
    }

    /// <summary>
    /// The same for rows that are sorted after the bounds were walked. Where the local engine meets an equality on the walked field behind the
    /// first condition, it takes the walk's order for the one asked for: so no such equality stands openly there.
    /// </summary>
    public static BsonDocument SortedWithin(BsonDocument bounds, params IEnumerable<BsonDocument> rest)
    {
        var whole = And([bounds, .. rest]);
        if (!whole.TryGetValue("$and", out var parts))
            return whole;
        return new BsonDocument("$and", new BsonArray(parts.AsBsonArray.Select((part, i) => i > 0 && IsEntry(part.AsBsonDocument) ? Alone(part) : part)));
    }

    private static bool IsEntry(BsonDocument filter) => filter.TryGetValue(Entries, out var value) && value.IsString;

    private static BsonDocument Alone(BsonValue filter) => new("$or", new BsonArray { filter });

    private static IEnumerable<BsonDocument> Flat(BsonDocument filter) =>
        filter.ElementCount == 1 && filter.TryGetValue("$and", out var inner) ? inner.AsBsonArray.Select(i => i.AsBsonDocument) : [filter];

    private static BsonDocument Or(BsonDocument[] filters) => filters switch
    {
        [] => Nothing,
        [var only] => only,
        _ when filters.Any(f => f.ElementCount == 0) => Everything,
        _ => new BsonDocument("$or", new BsonArray(filters)),
    };

    private BsonDocument Negate(Clause clause)
    {
        if (clause is EntriesMatch { Conditions: var conditions } && conditions.All(c => c.Within.Count == 0 && c.Also is null))
            return new BsonDocument(Entries, new BsonDocument("$nin", new BsonArray(conditions.SelectMany(c => c.Equal).Distinct())));
        var inner = Build(clause);
        return inner.ElementCount == 0 ? Nothing : new BsonDocument("$nor", new BsonArray { inner });
    }

    private static BsonDocument Match(EntriesMatch match)
    {
        var plain = match.Conditions.Where(c => c.Also is null).ToList();
        var alternatives = Alternatives([.. plain.SelectMany(c => c.Equal)], [.. plain.SelectMany(c => c.Within)]).ToList();
        alternatives.AddRange(match.Conditions
            .Where(c => c.Also is not null)
            .Select(c => And(Or([.. Alternatives(c.Equal, c.Within)]), c.Also!)));
        return Or([.. alternatives]);
    }

    private static IEnumerable<BsonDocument> Alternatives(IReadOnlyList<string> equal, IReadOnlyList<EntryRange> within)
    {
        if (equal.Count > 0)
            yield return Among(Entries, equal);
        foreach (var range in within)
            yield return InRange(range);
    }

    /// <summary>An array's item in the range; two conditions on the array itself could be met by two items.</summary>
    public static BsonDocument InRange(EntryRange range)
    {
        var bounds = new BsonDocument { { "$gte", range.From }, { "$lt", range.To } };
        if (range.Pattern is { } pattern)
            bounds.Add("$regex", pattern);
        return new BsonDocument(Entries, new BsonDocument("$elemMatch", bounds));
    }

    /// <summary>The rows that have the entry.</summary>
    public static BsonDocument HasEntry(string entry) => new(Entries, entry);

    private static BsonDocument Among(string field, IReadOnlyList<string> values)
    {
        string[] distinct = [.. values.Distinct(StringComparer.Ordinal)];
        return distinct.Length == 1 ? new BsonDocument(field, distinct[0]) : new BsonDocument(field, new BsonDocument("$in", new BsonArray(distinct)));
    }

    private static BsonDocument Updated(UpdatedWithin within)
    {
        var bounds = new BsonDocument();
        if (within.From is { } from)
            bounds.Add("$gte", from);
        if (within.To is { } to)
            bounds.Add("$lt", to);
        return bounds.ElementCount == 0 ? Everything : new BsonDocument("lastUpdated", bounds);
    }
}
