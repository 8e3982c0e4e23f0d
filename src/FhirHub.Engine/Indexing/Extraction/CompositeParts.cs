using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>The entries of the parts of composites, of one element, and their combinations.</summary>
internal sealed class CompositeParts(List<SearchTypeRules> rules) : IValueReceiver
{
    private readonly EntrySink[] _sinks = [.. rules.Select(_ => new EntrySink())];

    public void Receive(int slot, in ElementValue value, ReadOnlySpan<byte> resource) => rules[slot].Index(value, "", _sinks[slot]);

    /// <summary>Adds each combination of an entry of every part.</summary>
    public void Combine(string prefix, int[] slots, EntrySink to)
    {
        foreach (var slot in slots)
            if (_sinks[slot].Tokens.Count == 0)
                return;
        Append(prefix + CompositeEntry.Kind, slots, to);
    }

    private void Append(string stem, ReadOnlySpan<int> slots, EntrySink to)
    {
        var part = _sinks[slots[0]];
        foreach (var suffix in part.Tokens)
        {
            if (!CompositeEntry.IsSearched(suffix, isLast: slots.Length == 1))
                continue;
            if (slots.Length == 1)
                to.Add(stem + suffix);
            else
                Append(stem + suffix + CompositeEntry.Separator, slots[1..], to);
        }
        if (slots.Length > 1)
            return;
        foreach (var interval in part.Intervals)
            to.AddInterval(interval with { Prefix = stem + interval.Prefix });
    }
}
