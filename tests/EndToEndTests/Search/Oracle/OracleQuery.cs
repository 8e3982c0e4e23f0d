namespace FhirHub.EndToEndTests.Search.Oracle;

/// <summary>A search as the reference implementation and the server are both asked.</summary>
internal sealed record OracleQuery(string Type, IReadOnlyList<(string Name, string Value)> Parameters, string Sort, int Count)
{
    public override string ToString() => Type + "?" + string.Join('&', Parameters
        .Concat(Sort.Length == 0 ? [] : [("_sort", Sort)]).Append(("_count", $"{Count}"))
        .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}"));

    /// <summary>Simpler ones that may fail as well.</summary>
    public IEnumerable<OracleQuery> Simpler()
    {
        if (Sort.Length > 0)
            yield return this with { Sort = "" };
        if (Count < 50)
            yield return this with { Count = 50 };
        for (int i = 0; i < Parameters.Count; i++)
        {
            yield return this with { Parameters = [.. Parameters.Where((_, j) => j != i)] };
            int at = i;
            foreach (string one in NaiveValues.Split(Parameters[i].Value, ',').Where(v => v != Parameters[at].Value))
                yield return this with { Parameters = [.. Parameters.Select((p, j) => j == at ? (p.Name, one) : p)] };
        }
    }
}
