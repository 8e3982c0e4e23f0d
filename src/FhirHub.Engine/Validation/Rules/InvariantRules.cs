using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Invariants;
using FhirHub.Engine.Validation.Messages;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>
/// Constraints in FHIRPath. One holds when it is true or empty: comparing what is not there, or of different precision, breaks nothing.
/// </summary>
internal static class InvariantRules
{
    public static void Check(ValidationRun run, InstanceNode node, IReadOnlyList<Invariant> invariants)
    {
        foreach (var invariant in invariants)
            if (!invariant.IsBestPractice || run.Options.BestPractice != BestPractice.Ignore)
                Check(run, node, invariant);
    }

    private static void Check(ValidationRun run, InstanceNode node, Invariant invariant)
    {
        var holds = invariant.Native is { } native ? native(node) : Evaluate(run, node, invariant);
        if (holds is false)
            ReportBroken(run, node, invariant, "", "");
        if (invariant.IdentifierRule is { } rule)
            IdentifierRules.Check(run, node, invariant, rule, holds is false);
    }

    /// <param name="english">More on what is wrong; may be empty.</param>
    public static void ReportBroken(ValidationRun run, InstanceNode node, Invariant invariant, string english, string chinese)
    {
        var severity = (invariant.IsBestPractice, run.Options.BestPractice) switch
        {
            (true, BestPractice.Enforce) => IssueSeverity.Error,
            (true, _) => IssueSeverity.Warning,
            _ => invariant.IsError ? IssueSeverity.Error : IssueSeverity.Warning,
        };
        run.Findings.Add(
            node,
            new Message(invariant.Key, severity, "invariant", "{0}", "{1}"),
            InvariantTexts.Of(invariant, MessageLanguage.English) + english,
            InvariantTexts.Of(invariant, MessageLanguage.Chinese) + chinese);
    }

    // The engine fails with whatever its functions throw: none of it may end the validation.
    private static bool? Evaluate(ValidationRun run, InstanceNode node, Invariant invariant)
    {
        if (invariant.Engine is not { } engine)
        {
            run.Findings.Add(node, MessageTable.InvariantNotEvaluated, invariant.Key, invariant.Fault);
            return null;
        }
        try
        {
            if (run.Model.Of(node) is not { } focus)
                return null;
            run.Budget.Begin(invariant);
            return engine.Predicate(focus, Context(run, node));
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            run.Findings.Add(node, MessageTable.InvariantNotEvaluated, invariant.Key, e.Message);
            return null;
        }
    }

    private static FhirEvaluationContext Context(ValidationRun run, InstanceNode node) => new()
    {
        Resource = run.Model.Of(node.Resource),
        RootResource = run.Model.Of(node.RootResource),
        DebugTracer = run.Budget,
        ElementResolver = reference => Resolve(run, node, reference),
    };

    private static PocoNode? Resolve(ValidationRun run, InstanceNode node, string reference) =>
        run.Targets.Find(node, reference).Node is { } found ? run.Model.Of(found) : null;
}
