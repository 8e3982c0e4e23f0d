using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>"An item in the set has an unequal value": the entries of the same kind that a condition does not hold for.</summary>
internal static class EntryComplement
{
    /// <summary>Null where the entries cannot tell: a condition on other fields, on a pattern, or on several kinds.</summary>
    public static EntryCondition? Of(string prefix, EntryCondition condition)
    {
        EntryRange[] excluded = [.. condition.Equal
            .Select(e => new EntryRange(e, e + '\u0001'))
            .Concat(condition.Within)
            .OrderBy(r => r.From, StringComparer.Ordinal)];
        char[] kinds = [.. excluded.Select(r => r.From.Length > prefix.Length ? r.From[prefix.Length] : '\0').Distinct()];
        if (condition.Also is not null || excluded.Any(r => r.Pattern is not null) || kinds.Length != 1 || kinds[0] == '\0')
            return null;
        var rest = new List<EntryRange>();
        string from = prefix + kinds[0];
        foreach (var range in excluded)
        {
            if (string.CompareOrdinal(from, range.From) < 0)
                rest.Add(new EntryRange(from, range.From));
            from = string.CompareOrdinal(from, range.To) < 0 ? range.To : from;
        }

        string end = prefix + (char)(kinds[0] + 1);
        if (string.CompareOrdinal(from, end) < 0)
            rest.Add(new EntryRange(from, end));
        return new EntryCondition { Within = rest };
    }
}
