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
    /// <param name="extension">What %extension stands for, in the invariants of a context.</param>
    public static void Check(ValidationRun run, InstanceNode node, IReadOnlyList<Invariant> invariants, InstanceNode? extension = null)
    {
        foreach (var invariant in invariants)
            if (!invariant.IsBestPractice || run.Options.BestPractice != BestPractice.Ignore)
                Check(run, node, invariant, extension);
    }

    private static void Check(ValidationRun run, InstanceNode node, Invariant invariant, InstanceNode? extension)
    {
        var holds = invariant.Native is { } native ? native(node) : Evaluate(run, node, invariant, extension);
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
    private static bool? Evaluate(ValidationRun run, InstanceNode node, Invariant invariant, InstanceNode? extension)
    {
        if (invariant.Engine is not { } engine)
        {
            run.Findings.Add(node, MessageTable.InvariantNotEvaluated, invariant.Key, invariant.Fault);
            return null;
        }
        if (run.Budget.Spent is { } spent)
        {
            run.Findings.Add(node, MessageTable.InvariantNotEvaluated, invariant.Key, spent);
            return null;
        }
        var around = run.Budget.Begin(invariant);
        var before = InvariantLanguage.AskWith(new InvariantQuestions(run.Facts.Ask, (element, profile) => ConformsTo(run, element, profile)));
        try
        {
            if (run.Model.Of(node) is not { } focus)
            {
                run.Findings.Add(node, MessageTable.InvariantNotEvaluated, invariant.Key, "the model that FHIRPath works on leaves this element out");
                return null;
            }
            var context = Context(run, node);
            if (extension is not null && run.Model.Of(extension) is { } said)
                context.Environment["extension"] = [said];
            return engine.Predicate(focus, context);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            run.Findings.Add(node, MessageTable.InvariantNotEvaluated, invariant.Key, run.Budget.Fault ?? e.Message.TrimEnd('.'));
            return null;
        }
        finally
        {
            InvariantLanguage.AskWith(before);
            run.Budget.End(around);
        }
    }

    /// <summary>Whether a path from the root of its resource leads to an element; null when it cannot be followed.</summary>
    public static bool? Selects(ValidationRun run, InstanceNode node, Invariant query)
    {
        if (query.Engine is not { } engine || run.Budget.Spent is not null)
            return null;
        var around = run.Budget.Begin(query);
        try
        {
            if (run.Model.Of(node) is not { } wanted || run.Model.Of(node.Resource) is not { } root)
                return null;
            return engine([root], Context(run, node)).Any(found => ReferenceEquals(found.Poco, wanted.Poco));
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            return null;
        }
        finally
        {
            run.Budget.End(around);
        }
    }

    private static bool ConformsTo(ValidationRun run, PocoNode element, string canonical)
    {
        if (run.Profiles.Find(canonical).Profile is not { } profile)
            throw run.Budget.Ended($"the profile {canonical} is not known here");
        if (run.Model.NodeOf(element) is not { } node)
            throw run.Budget.Ended("conformsTo() was asked of what is no element of the instance");
        return node.IsResource
            ? ReferenceRules.ConformsTo(run, node, profile)
            : node.Type.Is(profile.Type.Name) && run.Fits(() => run.Under(node, profile, () => ElementWalk.Check(run, node, profile.Root)));
    }

    private static FhirEvaluationContext Context(ValidationRun run, InstanceNode node) => new()
    {
        Resource = run.Model.Of(node.Resource),
        RootResource = run.Model.Of(node.RootResource),
        DebugTracer = run.Budget,
        ElementResolver = reference => Resolve(run, node, reference),
    };

    private static PocoNode? Resolve(ValidationRun run, InstanceNode node, string reference) =>
        run.Targets.Complete(run.Targets.Find(node, reference)).Node is { } found ? run.Model.Of(found) : null;
}
