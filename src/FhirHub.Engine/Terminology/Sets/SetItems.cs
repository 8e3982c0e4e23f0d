using System.Runtime.CompilerServices;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>Codes of value sets, some at a time: a database is asked for all of them at once.</summary>
internal static class SetItems
{
    public const int AtOnce = 500;

    public static async IAsyncEnumerable<IReadOnlyList<SetItem>> GroupedAsync(
        IAsyncEnumerable<SetItem> items, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var group = new List<SetItem>();
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            group.Add(item);
            if (group.Count < most)
                continue;
            yield return group;
            group = [];
        }

        if (group.Count > 0)
            yield return group;
    }
}
