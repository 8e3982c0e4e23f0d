using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>Conditions of which one must hold.</summary>
internal static class ConditionUnion
{
    /// <summary>One condition of all that need nothing but entries, and the others as they are.</summary>
    public static IReadOnlyList<EntryCondition> Of(IReadOnlyList<EntryCondition> conditions)
    {
        EntryCondition[] plain = [.. conditions.Where(c => c.Also is null)];
        if (plain.Length < 2)
            return conditions;
        var all = new EntryCondition
        {
            Equal = [.. plain.SelectMany(c => c.Equal).Distinct(StringComparer.Ordinal)],
            Within = [.. plain.SelectMany(c => c.Within).Distinct()],
        };
        return [all, .. conditions.Where(c => c.Also is not null)];
    }
}
