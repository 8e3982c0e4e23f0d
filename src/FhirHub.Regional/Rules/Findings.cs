using FhirHub.Engine.Errors;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Rules;

/// <summary>Collects the rules that a call breaks, so that all are told at once.</summary>
public sealed class Findings
{
    private readonly List<Issue> _issues = [];

    public IReadOnlyList<Issue> Issues => _issues;

    /// <summary>Notes a rule where what it asks for is not so.</summary>
    public void Require(bool holds, Rule rule, PolicySource source, params object[] arguments)
    {
        if (!holds)
            _issues.Add(rule.Broken(source, arguments));
    }

    /// <exception cref="FhirException">Unprocessable: something is broken.</exception>
    public void ThrowIfAny()
    {
        if (_issues.Count > 0)
            throw new FhirException(FaultKind.Unprocessable, _issues);
    }
}
