namespace FhirHub.Engine.Storage;

/// <summary>The keys of the indexes that searches and histories name, since planners misjudge ranges on arrays, and may sort what an index has in order.</summary>
internal static class IndexKeys
{
    /// <summary>By index entry, then in default order.</summary>
    public const string Tokens = "{ tokens: 1, ord: -1 }";

    /// <summary>By type, in default order.</summary>
    public const string Order = "{ type: 1, ord: -1 }";

    /// <summary>By type, newest change first.</summary>
    public const string Updated = "{ type: 1, lastUpdated: -1, _id: -1 }";

    /// <summary>Of superseded versions: by what took over, latest last.</summary>
    public const string SupersededBy = "{ supersededBy: 1 }";

    /// <summary>Newest change first, over all types.</summary>
    public const string UpdatedOfAll = "{ lastUpdated: -1, _id: -1 }";

    /// <summary>Of the history: the versions of a resource, latest first.</summary>
    public const string HistoryOfResource = "{ key: 1, version: -1 }";

    /// <summary>Of the history: by type, newest change first.</summary>
    public const string HistoryOfType = "{ type: 1, lastUpdated: -1, key: -1 }";

    /// <summary>Of the history: newest change first.</summary>
    public const string HistoryOfAll = "{ lastUpdated: -1, key: -1 }";
}
