using MongoDB.Bson;

namespace FhirHub.Engine.Indexing;

/// <summary>
/// What one value of a search asks of a resource's index entries: some entry equals one of <see cref="Equal"/> or lies in one of
/// <see cref="Within"/>, and <see cref="Also"/> holds for the document. A condition with neither entries nor ranges holds for nothing.
/// </summary>
public sealed record EntryCondition
{
    public IReadOnlyList<string> Equal { get; init; } = [];

    public IReadOnlyList<EntryRange> Within { get; init; } = [];

    /// <summary>A filter on unindexed fields of the document (<c>exact</c>, <c>ranges</c>, <c>pos</c>); null for none.</summary>
    public BsonDocument? Also { get; init; }
}

/// <summary>The entries from <see cref="From"/> up to, not including, <see cref="To"/>, in the order of their UTF-8 bytes.</summary>
/// <param name="From">First entry.</param>
/// <param name="To">First entry behind.</param>
/// <param name="Pattern">A regular expression (PCRE) that the entry matches as well; null for none.</param>
public sealed record EntryRange(string From, string To, string? Pattern = null)
{
    /// <summary>Every entry that begins with the text. The database compares UTF-8, where the last code point is behind every other.</summary>
    public static EntryRange StartingWith(string text) => new(text, text + "\U0010FFFF");
}
