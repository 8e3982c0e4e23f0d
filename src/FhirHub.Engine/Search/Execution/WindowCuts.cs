namespace FhirHub.Engine.Search.Execution;

/// <summary>Remembers values of sort parameters at which windows were cut: a good place to cut again. They bound work, never results.</summary>
internal sealed class WindowCuts
{
    private const int MostCuts = 2000;
    private const int MostParameters = 200;
    private readonly RecentMemory<SortedSet<string>> _cuts = new(MostParameters);

    /// <summary>The largest cut below a value, or of all for null.</summary>
    public string? Below(string head, string? value)
    {
        if (!_cuts.TryGet(RecentMemory<SortedSet<string>>.KeyOf(head), out var cuts))
            return null;
        lock (cuts)
        {
            if (value is null)
                return cuts.Max;
            string? below = cuts.Count == 0 || Utf8Order.Compare(cuts.Min!, value) >= 0 ? null : cuts.GetViewBetween(cuts.Min, value).Max;
            return below != value ? below : cuts.GetViewBetween(cuts.Min, value).Reverse().Skip(1).FirstOrDefault();
        }
    }

    public void Add(string head, string cut)
    {
        ulong key = RecentMemory<SortedSet<string>>.KeyOf(head);
        if (!_cuts.TryGet(key, out var cuts))
            _cuts.Set(key, cuts = new SortedSet<string>(Utf8Order.Comparer));
        lock (cuts)
        {
            if (cuts.Count >= MostCuts)
                cuts.Clear();
            cuts.Add(cut);
        }
    }
}
