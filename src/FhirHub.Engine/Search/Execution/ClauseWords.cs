using System.Globalization;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Clauses in words, for explanations.</summary>
internal static class ClauseWords
{
    public static string Of(Clause clause) => clause switch
    {
        AllOf { Clauses.Count: 0 } => "everything",
        AllOf all => string.Join(" and ", all.Clauses.Select(Inner)),
        AnyOf { Clauses.Count: 0 } => "nothing",
        AnyOf any => string.Join(" or ", any.Clauses.Select(Inner)),
        Not not => $"not {Inner(not.Clause)}",
        EntriesMatch match => $"{match.Name} ({Conditions(match)})",
        HasKey has => string.Create(CultureInfo.InvariantCulture, $"{has.Name} ({has.Keys.Count} keys)"),
        AmongKeys among => string.Create(CultureInfo.InvariantCulture, $"{among.Name} ({among.Keys.Count} keys)"),
        UpdatedWithin within => $"{within.Name} (a period)",
        LeadsTo leads => $"{leads.Name} (leads to: {Of(leads.Where)})",
        IsReferredTo referred => $"{referred.Name} (referred to by: {Of(referred.Where)})",
        ContainsText text => $"{text.Name} (read in each resource)",
        MemberOfList member => $"{member.Name} (items of {string.Join(", ", member.Lists)})",
        _ => clause.GetType().Name,
    };

    private static string Inner(Clause clause) => clause is AllOf { Clauses.Count: > 1 } or AnyOf { Clauses.Count: > 1 } ? $"({Of(clause)})" : Of(clause);

    private static string Conditions(EntriesMatch match)
    {
        int equal = match.Conditions.Sum(c => c.Equal.Count), ranges = match.Conditions.Sum(c => c.Within.Count);
        string[] parts =
        [
            equal == 0 ? "" : Counted(equal, "entry", "entries"),
            ranges == 0 ? "" : Counted(ranges, "range", "ranges"),
            match.Conditions.Any(c => c.Also is not null) ? "checked further" : "",
        ];
        return string.Join(", ", parts.Where(p => p.Length > 0).DefaultIfEmpty("no entry"));
    }

    private static string Counted(int count, string one, string several) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");
}
