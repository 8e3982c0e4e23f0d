namespace FhirHub.Engine.Indexing.Types;

/// <summary>Collects the entries of one resource.</summary>
internal sealed class EntrySink
{
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly HashSet<IndexInterval> _intervals = [];

    /// <summary>The whole entry, prefix included.</summary>
    public void Add(string entry) => _tokens.Add(entry);

    /// <summary>The original text of a string, prefix and <c>+</c> included.</summary>
    public void AddExact(string entry) => _exact.Add(entry);

    /// <summary>Bounds of an interval that is no point; its entry is added by itself.</summary>
    public void AddInterval(in IndexInterval interval) => _intervals.Add(interval);

    public (double Longitude, double Latitude)? Position { get; set; }

    public IReadOnlyCollection<string> Tokens => _tokens;

    public IReadOnlyCollection<string> Exact => _exact;

    public IReadOnlyCollection<IndexInterval> Intervals => _intervals;
}
