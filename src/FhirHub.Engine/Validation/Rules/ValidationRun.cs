using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Invariants;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>One pass over an instance: what it works with, what it has found, and how far it may go.</summary>
internal sealed class ValidationRun
{
    private readonly HashSet<(InstanceNode, CompiledProfile)> _under = [];
    private int _steps;
    private bool _isTooCostly;

    public ValidationRun(InstanceNode document, ProfileSet profiles, Facts facts, ValidationOptions options, CancellationToken cancellationToken)
    {
        Document = document;
        Profiles = profiles;
        Facts = facts;
        Options = options;
        CancellationToken = cancellationToken;
        Findings = new Findings(options.Limits.MaxIssues);
        Budget = new InvariantBudget(options.Limits, cancellationToken);
        Model = new ModelTree(document);
        Targets = new ReferenceTargets(this);
    }

    public InstanceNode Document { get; }

    public ProfileSet Profiles { get; }

    public Facts Facts { get; }

    public ValidationOptions Options { get; }

    public CancellationToken CancellationToken { get; }

    public Findings Findings { get; private set; }

    public InvariantBudget Budget { get; }

    public ModelTree Model { get; }

    public ReferenceTargets Targets { get; }

    /// <summary>Other names of systems, while slices are told apart by them; null while only the names as written count.</summary>
    public SystemAliases? SliceAliases { get; set; }

    /// <summary>Whether the run is trying a profile out, to see whether it fits.</summary>
    public bool IsTrial { get; private set; }

    /// <summary>Counts a step; false when there have been too many, or issues enough.</summary>
    public bool Step(InstanceNode node)
    {
        if (Findings.IsFull || _isTooCostly)
            return false;
        if ((++_steps & 0xFF) == 0)
            CancellationToken.ThrowIfCancellationRequested();
        if (_steps <= Options.Limits.MaxSteps)
            return true;
        _isTooCostly = true;
        Findings.Add(node, MessageTable.TooCostly);
        return false;
    }

    /// <summary>
    /// Applies a profile to a node unless it is being applied to it already, which resources that refer to each other lead to; whoever asks
    /// from within may assume that it holds.
    /// </summary>
    public void Under(InstanceNode node, CompiledProfile profile, Action apply)
    {
        if (_under.Count >= Options.Limits.MaxDepth)
        {
            Findings.Add(node, MessageTable.TooDeep);
            return;
        }
        if (!_under.Add((node, profile)))
            return;
        apply();
        _under.Remove((node, profile));
    }

    /// <summary>Whether an element that meets a rule needs not be held against a more general one.</summary>
    public bool Covers(ElementRule rule, ElementRule general) => Profiles.Covers(rule, general, (own, other) => new RuleCoverage(Profiles).Covers(own, other));

    /// <summary>Checks something whose faults may have been found already: those are not told again in other words.</summary>
    public void Beside(Action check)
    {
        var findings = Findings;
        findings.BeginBeside();
        check();
        findings.EndBeside();
    }

    /// <summary>Whether something finds no errors; what it finds is dropped.</summary>
    public bool Fits(Action check)
    {
        var (findings, isTrial) = (Findings, IsTrial);
        Findings = new Findings(Options.Limits.MaxIssues);
        IsTrial = true;
        check();
        var fits = Findings.Errors == 0 && !_isTooCostly;
        (Findings, IsTrial) = (findings, isTrial);
        return fits;
    }
}
