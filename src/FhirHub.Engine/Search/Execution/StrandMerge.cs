namespace FhirHub.Engine.Search.Execution;

/// <summary>Merges rows that come in several sequences, each in order; a resource that is in more than one comes once.</summary>
internal static class StrandMerge
{
    /// <param name="strands">The sequences.</param>
    /// <param name="order">Theirs; null for none.</param>
    /// <param name="backward">Whether they come from the end.</param>
    /// <param name="together">Whether their first queries may run at the same time.</param>
    public static async IAsyncEnumerable<RowDocument> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<RowDocument>> strands,
        Order? order,
        bool backward,
        bool together,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new List<(IAsyncEnumerator<RowDocument> Rows, string[] Place)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await OpenAsync(strands, order, together, open, cancellationToken);
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

    private static async Task OpenAsync(
        IReadOnlyList<IAsyncEnumerable<RowDocument>> strands,
        Order? order,
        bool together,
        List<(IAsyncEnumerator<RowDocument> Rows, string[] Place)> open,
        CancellationToken cancellationToken)
    {
        IAsyncEnumerator<RowDocument>[] rows = [.. strands.Select(s => s.GetAsyncEnumerator(cancellationToken))];
        Task<bool>[] first = together ? [.. rows.Select(r => r.MoveNextAsync().AsTask())] : [];
        try
        {
            // To the end of all, also where one fails: none may be closed while its query runs.
            await Task.WhenAll(first);
            for (int i = 0; i < rows.Length; i++)
            {
                if (together ? await first[i] : await rows[i].MoveNextAsync())
                    open.Add((rows[i], order?.PlaceOf(rows[i].Current) ?? []));
            }
        }
        finally
        {
            foreach (var ended in rows.Where(r => !open.Exists(o => ReferenceEquals(o.Rows, r))))
                await ended.DisposeAsync();
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
