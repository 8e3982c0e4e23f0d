using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>A condition has to fit into a command of the database, which holds 48 MB and documents of 16 MB.</summary>
internal static class ClauseSize
{
    /// <summary>Of all entries and keys; as UTF-8 they may take three times as many bytes.</summary>
    private const long MostCharacters = 3_000_000;

    /// <exception cref="FhirException">Invalid: too many values in all.</exception>
    public static void Check(Clause clause)
    {
        if (CharactersOf(clause) > MostCharacters)
            throw FhirException.Invalid("search-too-large", "The values of the search, over all types that they are searched on, are more than the database takes at once. Search for fewer values at a time.");
    }

    private static long CharactersOf(Clause clause) => clause switch
    {
        AllOf all => all.Clauses.Sum(CharactersOf),
        AnyOf any => any.Clauses.Sum(CharactersOf),
        Not not => CharactersOf(not.Clause),
        EntriesMatch match => match.Conditions.Sum(CharactersOf),
        HasKey has => has.Keys.Sum(k => (long)k.Length),
        LeadsTo leads => Math.Max(CharactersOf(leads.Where), leads.Contained is { } contained ? CharactersOf(contained) : 0),
        IsReferredTo referred => CharactersOf(referred.Where),
        _ => 0,
    };

    private static long CharactersOf(EntryCondition condition) =>
        condition.Equal.Sum(e => (long)e.Length) + condition.Within.Sum(r => (long)r.From.Length + r.To.Length + (r.Pattern?.Length ?? 0));
}
