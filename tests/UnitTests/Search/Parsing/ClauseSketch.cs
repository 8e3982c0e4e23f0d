using FhirHub.Engine.Search.Clauses;

namespace FhirHub.UnitTests.Search.Parsing;

/// <summary>A clause as a line of text, without its index entries: <c>Observation.subject→Patient(name{Patient.name})</c>.</summary>
internal static class ClauseSketch
{
    public static string Of(Clause clause) => clause switch
    {
        AllOf all => $"[{string.Join(" & ", all.Clauses.Select(Of))}]",
        AnyOf any => $"<{string.Join(" | ", any.Clauses.Select(Of))}>",
        Not not => $"!{Of(not.Clause)}",
        EntriesMatch entries => $"{entries.Name}{{{string.Join(' ', entries.Prefixes)}}}{(entries.Conditions.Count == 1 ? string.Empty : $"x{entries.Conditions.Count}")}",
        HasKey keys => $"{keys.Name}={string.Join(',', keys.Keys)}",
        UpdatedWithin updated => $"{updated.Name} {updated.From:s}..{updated.To:s}",
        LeadsTo leads => $"{string.Join(' ', leads.References)}→{string.Join(' ', leads.TargetTypes)}({Of(leads.Where)})",
        IsReferredTo referred => $"←{referred.Reference}({Of(referred.Where)})",
        ContainsText text => $"{text.Name}={string.Join('|', text.AnyOf.Select(words => string.Join('+', words)))}",
        MemberOfList list => $"{list.Name}={string.Join(',', list.Lists)}",
        _ => throw new ArgumentOutOfRangeException(nameof(clause), clause, null),
    };
}
