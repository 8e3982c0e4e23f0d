using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Collects what is found. Errors beyond the limit end the validation; of lesser issues, those beyond it are left out.</summary>
internal sealed class Findings(int limit)
{
    private readonly List<Finding> _all = [];
    private HashSet<(string Code, InstanceNode Node, string? Missing)>? _said;
    private int _lesser;
    private int _beside;

    public IReadOnlyList<Finding> All => _all;

    public bool IsFull => Errors > limit;

    public int Errors { get; private set; }

    public void Add(InstanceNode node, Message message, params object?[] arguments) => Add(new Finding(node, null, message, arguments));

    /// <summary>About an element that is not there, or all items of one.</summary>
    public void AddAbout(InstanceNode parent, string element, Message message, params object?[] arguments) =>
        Add(new Finding(parent, element, message, arguments));

    /// <summary>From here on, nothing is added that has been said of its element.</summary>
    public void BeginBeside() => _beside++;

    public void EndBeside() => _beside--;

    private void Add(Finding finding)
    {
        if (IsFull || IsSaid(finding))
            return;
        if (finding.Message.Severity is IssueSeverity.Error or IssueSeverity.Fatal)
            _all.Add(++Errors > limit ? new Finding(finding.Node, null, MessageTable.TooManyIssues, [limit]) : finding);
        else if (++_lesser <= limit + 1)
            _all.Add(_lesser > limit ? new Finding(finding.Node, null, MessageTable.TooManyWarnings, [limit]) : finding);
    }

    private bool IsSaid(Finding finding)
    {
        var said = (finding.Message.Code, finding.Node, finding.Missing);
        if (_beside > 0)
            return _said?.Contains(said) == true;
        if (_all.Count <= limit * 2)
            (_said ??= []).Add(said);
        return false;
    }
}
