using System.Collections.Concurrent;

namespace FhirHub.Cli.Seeding;

/// <summary>What rules refused, and what was left out.</summary>
internal sealed class SeedTally
{
    private readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _said = new(StringComparer.Ordinal);
    private int _leftOut;
    private int _written;

    /// <summary>How often each rule refused.</summary>
    public IEnumerable<KeyValuePair<string, int>> Refused => _refused.OrderBy(r => r.Key, StringComparer.Ordinal);

    /// <summary>Tracks that ended because what they are about is not there.</summary>
    public int LeftOut => _leftOut;

    /// <summary>Resources that were put, since they were not there.</summary>
    public int Written => _written;

    public string ExampleOf(string rule) => _said[rule];

    public void Refuse(string call, SeedAnswer answer)
    {
        foreach (string rule in answer.Rules.Distinct())
        {
            _refused.AddOrUpdate(rule, 1, (_, count) => count + 1);
            _said.TryAdd(rule, $"{call}: {answer.Said}");
        }
    }

    public void LeaveOut() => Interlocked.Increment(ref _leftOut);

    public void Write(int resources) => Interlocked.Add(ref _written, resources);
}
