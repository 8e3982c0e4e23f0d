using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>A clause that an index can find the rows of.</summary>
internal sealed record Driver
{
    public required Clause Clause { get; init; }

    /// <summary>In words.</summary>
    public required string Words { get; init; }

    /// <summary>The entry, where it asks for a single one: the index then gives its rows in default order.</summary>
    public string? Entry { get; init; }

    /// <summary>The entries, where it asks for nothing but some.</summary>
    public IReadOnlyList<string>? Entries { get; init; }

    /// <summary>What the index walk is bounded by, without what is checked row by row; null for keys and times.</summary>
    public EntriesMatch? Bounds { get; init; }

    /// <summary>Rows, where that is known without asking.</summary>
    public long? Known { get; init; }

    /// <summary>Null for a clause that no index serves.</summary>
    public static Driver? Of(Clause clause) => clause switch
    {
        HasKey has => new Driver { Clause = has, Words = $"{has.Name} (by key)", Known = has.Keys.Count },
        UpdatedWithin { From: not null } or UpdatedWithin { To: not null } => new Driver { Clause = clause, Words = ((UpdatedWithin)clause).Name },
        EntriesMatch match => OfEntries(match, match),
        AnyOf { Clauses.Count: > 0 } any when any.Clauses.All(c => c is EntriesMatch) => OfEntries(any, Union(any.Clauses.Cast<EntriesMatch>())),
        _ => null,
    };

    public BsonDocument Hint(RowSource source, SearchScope scope) => Clause switch
    {
        HasKey => source.Superseded ? IndexHints.SupersededKey : IndexHints.Id,
        UpdatedWithin => scope.OnlyType is null ? IndexHints.UpdatedOfAll : IndexHints.Updated,
        _ => IndexHints.Entries,
    };

    private static Driver OfEntries(Clause clause, EntriesMatch match)
    {
        string[] equal = [.. match.Conditions.SelectMany(c => c.Equal).Distinct(StringComparer.Ordinal)];
        bool onlyEntries = match.Conditions.All(c => c.Within.Count == 0);
        bool plain = onlyEntries && match.Conditions.All(c => c.Also is null);
        return new Driver
        {
            Clause = clause,
            Words = match.Name,
            Entry = onlyEntries && equal.Length == 1 ? equal[0] : null,
            Entries = plain ? equal : null,
            Bounds = match with { Conditions = [.. match.Conditions.Select(WithoutChecks)] },
            Known = equal.Length == 0 && onlyEntries ? 0 : null,
        };
    }

    private static EntryCondition WithoutChecks(EntryCondition condition) =>
        condition with { Also = null, Within = [.. condition.Within.Select(r => r with { Pattern = null })] };

    private static EntriesMatch Union(IEnumerable<EntriesMatch> matches)
    {
        EntriesMatch[] all = [.. matches];
        return new EntriesMatch(
            string.Join(" or ", all.Select(m => m.Name).Distinct()), [.. all.SelectMany(m => m.Prefixes)], [.. all.SelectMany(m => m.Conditions)]);
    }
}
