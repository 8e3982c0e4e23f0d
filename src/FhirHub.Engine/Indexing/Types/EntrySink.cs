using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>Collects the entries of one resource.</summary>
/// <param name="expected">About how many there will be.</param>
internal sealed class EntrySink(int expected = 0)
{
    /// <summary>Characters of all entries: beside the resource itself they have to fit into a document of 16 MB.</summary>
    public const int MaxCharacters = 6_000_000;

    // What an entry takes beside its text: the name and type of an array item.
    private const int PerEntry = 12;

    private readonly HashSet<string> _tokens = new(expected, StringComparer.Ordinal);
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly HashSet<IndexInterval> _intervals = [];
    private readonly ListedCodes _listed = new();
    private int _characters;

    /// <summary>The compartments that a reference now being indexed makes the resource part of.</summary>
    public IReadOnlyList<string> Compartments { get; set; } = [];

    /// <summary>How often an entry was added, also one that was there already.</summary>
    public int Additions { get; private set; }

    /// <summary>The whole entry, prefix included.</summary>
    /// <exception cref="FhirException">Too large: all entries together.</exception>
    public void Add(string entry)
    {
        Additions++;
        if (_listed.Takes(entry) && _tokens.Add(entry))
            Count(entry);
    }

    /// <summary>All has been added.</summary>
    public void Complete() => _listed.Settle(_tokens);

    /// <summary>The original text of a string, prefix and <c>+</c> included.</summary>
    public void AddExact(string entry)
    {
        if (_exact.Add(entry))
            Count(entry);
    }

    /// <summary>Bounds of an interval that is no point; its entry is added by itself.</summary>
    public void AddInterval(in IndexInterval interval)
    {
        if (_intervals.Add(interval))
            Count(interval.Prefix);
    }

    /// <summary>What a reference leads to; its entry is added by itself.</summary>
    public void AddTarget(string type, string key)
    {
        foreach (var compartment in Compartments)
            if (compartment == type)
                Add("@" + key);
    }

    public (double Longitude, double Latitude)? Position { get; set; }

    public IReadOnlyCollection<string> Tokens => _tokens;

    public IReadOnlyCollection<string> Exact => _exact;

    public IReadOnlyCollection<IndexInterval> Intervals => _intervals;

    private void Count(string entry)
    {
        _characters += entry.Length + PerEntry;
        if (_characters > MaxCharacters)
        {
            throw FhirException.TooLarge(
                "index-too-large",
                $"What this resource would be found by takes more than {MaxCharacters} characters; split it into several.");
        }
    }
}
