using System.Globalization;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>
/// The criteria of a conditional interaction as a canonical text: two searches that ask the same of the index, however they are written
/// (order, case, escapes, repeats), have the same. It names the lock under which such interactions take turns.
/// </summary>
public static class CriteriaText
{
    /// <summary>Of any length; a key should be its hash.</summary>
    public static string Normalize(SearchQuery query) => $"{string.Join(',', query.Types)}?{Of(query.Where)}";

    private static string Of(Clause clause) => clause switch
    {
        AllOf all => Of(all),
        AnyOf any => Set("any", Flat<AnyOf>(any, a => a.Clauses)),
        Not not => Set("not", [Of(not.Clause)]),
        EntriesMatch entries => Entries(entries),
        HasKey keys => Set("key", keys.Keys.Select(Text)),
        UpdatedWithin updated => Set("updated", [$"{Time(updated.From)}-{Time(updated.To)}"]),
        LeadsTo leads => Set("leads", [Set("by", leads.References.Select(Text)), Set("to", leads.TargetTypes), Of(leads.Where)]),
        IsReferredTo referred => Set("referred", [Text(referred.Reference), Of(referred.Where)]),
        ContainsText text => Set(text.Name, text.AnyOf.Select(words => Set("words", words.Select(Text)))),
        MemberOfList list => Set("list", list.Lists.Select(Text)),
        _ => throw new ArgumentOutOfRangeException(nameof(clause), clause, null),
    };

    private static string Of(AllOf all)
    {
        string[] parts = [.. Flat<AllOf>(all, a => a.Clauses).Distinct(StringComparer.Ordinal)];
        return parts.Length == 1 ? parts[0] : Set("all", parts);
    }

    private static IEnumerable<string> Flat<T>(T clause, Func<T, IReadOnlyList<Clause>> operands)
        where T : Clause => operands(clause).SelectMany(o => o is T same ? Flat(same, operands) : [Of(o)]);

    private static string Entries(EntriesMatch entries) => Set(
        "entries",
        entries.Conditions.SelectMany(c => c.Also is { } also
            ? [Set("where", [.. Parts(c), Text(also.ToJson())])]
            : Parts(c)));

    private static IEnumerable<string> Parts(EntryCondition condition) =>
        condition.Equal.Select(Text).Concat(condition.Within.Select(Range));

    private static string Range(EntryRange range) =>
        $"{Text(range.From)}-{Text(range.To)}{(range.Pattern is null ? string.Empty : '~' + Text(range.Pattern))}";

    private static string Set(string name, IEnumerable<string> members) =>
        $"{name}({string.Join(',', members.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))})";

    /// <summary>With its length in front, so that no text looks like two.</summary>
    private static string Text(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");

    private static string Time(DateTime? time) => time?.Ticks.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
