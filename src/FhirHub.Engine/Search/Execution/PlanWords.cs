using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>A plan in sentences, for one who wonders why a search is slow.</summary>
internal static class PlanWords
{
    /// <summary>Each sentence with a space in front; none where there is no plan yet.</summary>
    public static string Of(QueryPlan? plan)
    {
        if (plan is null)
            return "";
        Clause[] rest = [.. Planner.Conjuncts(plan.Where).Where(c => !ReferenceEquals(c, plan.Driver?.Clause))];
        string found = plan.Driver is { } driver
            ? $" It goes through what {driver.Words} finds."
            : $" No condition narrows it by an index: it goes through {string.Join(" and ", plan.Strands.Select(s => s.Plan.Words).Distinct())}.";
        return found
            + (rest.Length == 0 ? "" : $" Each is checked for: {ClauseWords.Of(new AllOf(rest))}.")
            + (plan.Checks.Count == 0 ? "" : $" Looked up for one batch of them after the other, since no index can tell: {ClauseWords.Of(new AllOf(plan.Checks))}.");
    }
}
