using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>
/// What terminology and the server say, for one validation. The rules ask and go on at once; where an answer was not at hand the pass is run
/// again when it is, so that the rules need not wait anywhere.
/// </summary>
internal sealed class Facts(ITerminology terminology, IReferences references, CancellationToken cancellationToken)
{
    private const int Shown = 5;
    private static readonly CodeAnswer Unanswered = new(CodeVerdict.Valid);

    private readonly Dictionary<CodeQuestion, CodeAnswer> _codes = [];
    private readonly Dictionary<CodeQuestion, Task<CodeAnswer>> _openCodes = [];
    private readonly Dictionary<string, ReferencedResource?> _references = new(StringComparer.Ordinal);
    private readonly HashSet<string> _openReferences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InstanceNode?> _trees = new(StringComparer.Ordinal);

    /// <summary>Whether a pass has asked what has not been answered, and must be run again after <see cref="AnswerAsync"/>.</summary>
    public bool IsOpen => _openCodes.Count > 0 || _openReferences.Count > 0;

    /// <summary>The first few of what is not answered, for a message.</summary>
    public string Open()
    {
        var all = _openReferences.Concat(_openCodes.Keys.Select(CodeQuestions.Show)).ToList();
        return ValueRules.Cut(string.Join(", ", all.Take(Shown))) + (all.Count > Shown ? ", …" : "");
    }

    public CodeAnswer Ask(CodeQuestion question)
    {
        if (_codes.TryGetValue(question, out var known))
            return known;
        if (_openCodes.ContainsKey(question))
            return Unanswered;
        var asked = terminology.ValidateAsync(question, cancellationToken);
        // It is there already, so that nothing waits.
        if (asked.IsCompletedSuccessfully)
            return _codes[question] = asked.GetAwaiter().GetResult();
        _openCodes[question] = asked.AsTask();
        return Unanswered;
    }

    /// <summary>What a reference points to outside the instance; null when nothing, or not yet known: then <see cref="IsOpen"/>.</summary>
    public ReferencedResource? Find(string reference)
    {
        if (!_references.TryGetValue(reference, out var known))
            _openReferences.Add(reference);
        return known;
    }

    /// <summary>The tree of what a reference points to outside the instance; null when its content is not known.</summary>
    public InstanceNode? Tree(string reference)
    {
        if (_trees.TryGetValue(reference, out var known))
            return known;
        if (Find(reference) is not { Json: { } json })
            return null;
        return _trees[reference] = InstanceReader.ReadResource(json);
    }

    public async Task AnswerAsync()
    {
        if (_openReferences.Count > 0)
        {
            string[] asked = [.. _openReferences];
            var found = await references.FindAsync(asked, cancellationToken);
            foreach (var reference in asked)
                _references[reference] = found.GetValueOrDefault(reference);
            _openReferences.Clear();
        }
        foreach (var (question, answer) in _openCodes)
            _codes[question] = await answer;
        _openCodes.Clear();
    }
}
