namespace FhirHub.Engine.Validation.Terms;

/// <summary>One question put to a value set and those it is made of, which may include each other: bounded in depth and in steps.</summary>
internal sealed class TermWalk(ITermSource terms)
{
    private const int MaxDepth = 16;
    private const int MaxSets = 2000;

    private int _depth;
    private int _sets;

    public ITermSource Terms { get; } = terms;

    /// <summary>False when the question has gone too deep or too far: then the answer stays open.</summary>
    public bool TryEnter()
    {
        if (_depth >= MaxDepth || ++_sets > MaxSets)
            return false;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;
}
