namespace FhirHub.Engine.Search.Execution;

/// <summary>Merges rows that come in several sequences, each in order; a resource that is in more than one comes once.</summary>
internal static class StrandMerge
{
    public static async IAsyncEnumerable<RowDocument> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<RowDocument>> strands,
        Order? order,
        bool backward,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new List<(IAsyncEnumerator<RowDocument> Rows, string[] Place)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var strand in strands)
                await AdvanceAsync(strand.GetAsyncEnumerator(cancellationToken), order, open);
            while (open.Count > 0)
            {
                int first = First(open, order, backward);
                var rows = open[first].Rows;
                open.RemoveAt(first);
                var row = rows.Current;
                await AdvanceAsync(rows, order, open);
                if (seen.Add(row.Key))
                    yield return row;
            }
        }
        finally
        {
            foreach (var (rows, _) in open)
                await rows.DisposeAsync();
        }
    }

    private static async Task AdvanceAsync(IAsyncEnumerator<RowDocument> rows, Order? order, List<(IAsyncEnumerator<RowDocument> Rows, string[] Place)> open)
    {
        if (await rows.MoveNextAsync())
            open.Add((rows, order?.PlaceOf(rows.Current) ?? []));
        else
            await rows.DisposeAsync();
    }

    private static int First(List<(IAsyncEnumerator<RowDocument> Rows, string[] Place)> open, Order? order, bool backward)
    {
        int first = 0;
        for (int i = 1; i < open.Count && order is not null; i++)
        {
            int compared = order.Compare(open[i].Place, open[first].Place);
            if (backward ? compared > 0 : compared < 0)
                first = i;
        }

        return first;
    }
}
