using FhirHub.Engine.Indexing.Registry;

namespace FhirHub.Engine.Transactions;

/// <summary>Resources of a transaction that are read, decided about and written together: as many as fit in memory with ease.</summary>
internal sealed class WriteGroup
{
    private const long MaxBytes = 16 * 1024 * 1024;
    private const int MaxResources = 1000;

    private readonly List<(FoundTargets Owner, FoundResource Resource)> _resources = [];
    private long _bytes;

    public IReadOnlyList<(FoundTargets Owner, FoundResource Resource)> Resources => _resources;

    /// <summary>All, in their order but for SearchParameters: these come first, in one group, since they are checked together.</summary>
    public static IEnumerable<WriteGroup> Of(IReadOnlyList<FoundTargets> targets)
    {
        var group = new WriteGroup();
        var all = targets.SelectMany(t => t.Resources.Select(r => (Owner: t, Resource: r)));
        foreach (var (owner, resource) in all.OrderBy(r => IsDefinition(r.Resource) ? 0 : 1))
        {
            long bytes = BytesOf(owner, resource);
            if (!IsDefinition(resource) && group._resources.Count > 0 && (group._bytes + bytes > MaxBytes || group._resources.Count == MaxResources))
            {
                yield return group;
                group = new WriteGroup();
            }

            group._resources.Add((owner, resource));
            group._bytes += bytes;
        }

        if (group._resources.Count > 0)
            yield return group;
    }

    private static bool IsDefinition(FoundResource resource) => resource.Key.Type == DefinitionReader.Type;

    /// <summary>What is stored, and what comes instead; a patch reads what was put elsewhere for its size, too.</summary>
    private static long BytesOf(FoundTargets owner, FoundResource resource) =>
        (resource.Head?.Size ?? 0) + (owner.Write.Content?.Json.Length ?? 0) + (owner.Write.Content is null ? resource.Head?.Chunked?.Length ?? 0 : 0);
}
