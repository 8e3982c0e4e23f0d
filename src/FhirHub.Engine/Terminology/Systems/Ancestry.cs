namespace FhirHub.Engine.Terminology.Systems;

/// <summary>Finds what is above the codes of a hierarchy, which may have several parents, or go round in circles.</summary>
/// <param name="parents">Codes directly above each.</param>
/// <param name="comparer">Of codes.</param>
/// <param name="concepts">How many there are.</param>
internal sealed class Ancestry(IReadOnlyDictionary<string, List<string>> parents, StringComparer comparer, int concepts)
{
    // A chain of 5,000 concepts would have twelve million; classifications have a handful for each, terminologies some dozens.
    private const long MostForAny = 1_000_000;
    private const long MostForEach = 100;

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
            if (++_all > MostForAny + MostForEach * concepts)
                throw new HierarchyTooLargeException();
            found.Add(next);
            foreach (string above in parents.GetValueOrDefault(next) ?? [])
                open.Enqueue(above);
        }

        return found;
    }
}
