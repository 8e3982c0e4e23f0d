namespace FhirHub.Engine.Terminology.Systems;

/// <summary>Finds what is above the codes of a hierarchy, which may have several parents, or go round in circles.</summary>
internal sealed class Ancestry(IReadOnlyDictionary<string, List<string>> parents, StringComparer comparer)
{
    // A chain of 100,000 concepts would have five thousand million.
    private const long MostInAll = 20_000_000;
    private long _all;

    /// <summary>Nearest first, without the code itself.</summary>
    /// <exception cref="HierarchyTooLargeException">There were too many, with those asked for before.</exception>
    public IReadOnlyList<string> Of(string code)
    {
        var seen = new HashSet<string>(comparer) { code };
        var found = new List<string>();
        var open = new Queue<string>(parents.GetValueOrDefault(code) ?? []);
        while (open.TryDequeue(out string? next))
        {
            if (!seen.Add(next))
                continue;
            if (++_all > MostInAll)
                throw new HierarchyTooLargeException();
            found.Add(next);
            foreach (string above in parents.GetValueOrDefault(next) ?? [])
                open.Enqueue(above);
        }

        return found;
    }
}
