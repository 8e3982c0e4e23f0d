using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>What reading a search brings up, parameter by parameter.</summary>
/// <param name="strict">Whether what is not supported is an error.</param>
internal sealed class Findings(bool strict)
{
    /// <summary>
    /// A search with a modifier that cannot be processed is refused in any handling, https://hl7.org/fhir/R4/search.html#modifiers: without it,
    /// <c>:exact</c> or <c>:in</c> would find everything.
    /// </summary>
    private static readonly string[] NeverLeftOut = ["modifier-unsupported", "value-set-not-enumerable", "code-system-unknown"];

    private readonly List<Issue> _errors = [];
    private readonly List<Issue> _warnings = [];
    private readonly List<KeyValuePair<string, string>> _understood = [];
    private bool _invalid;

    public IReadOnlyList<KeyValuePair<string, string>> Understood => _understood;

    public IReadOnlyList<Issue> Warnings => _warnings;

    /// <summary>Reads one parameter.</summary>
    /// <param name="name">Its name as written.</param>
    /// <param name="read">Returns it as it counts; fails with a FhirException.</param>
    public void Read(string name, Func<KeyValuePair<string, string>> read)
    {
        try
        {
            _understood.Add(read());
        }
        catch (FhirException e) when (e.Kind == FaultKind.NotSupported && !strict && !e.Issues.Any(i => NeverLeftOut.Contains(i.Code)))
        {
            _warnings.AddRange(e.Issues.Select(i => Parsing.Warnings.LeftOut(i, name)));
        }
        catch (FhirException e) when (e.Kind is FaultKind.NotSupported or FaultKind.Invalid)
        {
            Fail(e);
        }
    }

    /// <summary>Checks what parameters say together; no handling can leave that out.</summary>
    public void Check(Action check)
    {
        try
        {
            check();
        }
        catch (FhirException e) when (e.Kind is FaultKind.NotSupported or FaultKind.Invalid)
        {
            Fail(e);
        }
    }

    public void Warn(Issue? warning)
    {
        if (warning is not null)
            _warnings.Add(warning);
    }

    /// <exception cref="FhirException">All errors found, if any.</exception>
    public void ThrowErrors()
    {
        if (_errors.Count > 0)
            throw new FhirException(_invalid ? FaultKind.Invalid : FaultKind.NotSupported, _errors);
    }

    private void Fail(FhirException fault)
    {
        _errors.AddRange(fault.Issues);
        _invalid |= fault.Kind == FaultKind.Invalid;
    }
}
