namespace FhirHub.Samples.Randomness;

/// <summary>Items that come up as often as their weights say.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _items;
    private readonly int[] _ends;

    public Weighted(params IReadOnlyList<(T Item, int Weight)> items)
    {
        _items = [.. items.Select(i => i.Item)];
        _ends = new int[items.Count];
        int end = 0;
        for (int i = 0; i < _ends.Length; i++)
            _ends[i] = end += items[i].Weight;
    }

    public T Pick(SeededRandom random)
    {
        int at = Array.BinarySearch(_ends, random.Below(_ends[^1]) + 1);
        return _items[at < 0 ? ~at : at];
    }
}
