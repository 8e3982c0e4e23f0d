namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// Codes that terminology resources list: of a large list none is an entry, since all of them would not fit beside the resource, and some would make searches
/// wrong. Such lists are asked by the operations of the terminology service.
/// </summary>
internal sealed class ListedCodes
{
    /// <summary>Entries of one list: two for each code.</summary>
    private const int Most = 10_000;

    private static readonly string[] Parameters = ["CodeSystem.code", "ValueSet.code", "ConceptMap.source-code", "ConceptMap.target-code"];

    private readonly int[] _counts = new int[Parameters.Length];

    /// <summary>Whether the entry is to be added.</summary>
    public bool Takes(string entry)
    {
        // Nearly all entries are of other types.
        if (entry[0] is not ('C' or 'V'))
            return true;
        int list = Array.FindIndex(Parameters, p => IsOf(entry, p));
        return list < 0 || ++_counts[list] <= Most;
    }

    /// <summary>Removes the lists that were too long.</summary>
    public void Settle(HashSet<string> entries)
    {
        for (int i = 0; i < Parameters.Length; i++)
        {
            if (_counts[i] <= Most)
                continue;
            string list = Parameters[i];
            entries.RemoveWhere(e => IsOf(e, list));
            // It has values; nothing is said of them.
            entries.Add(list + ")");
        }
    }

    /// <summary>Behind a parameter's name comes the kind of the entry, which is in front of every letter.</summary>
    private static bool IsOf(string entry, string parameter) =>
        entry.StartsWith(parameter, StringComparison.Ordinal) && entry.Length > parameter.Length && entry[parameter.Length] < '-';
}
