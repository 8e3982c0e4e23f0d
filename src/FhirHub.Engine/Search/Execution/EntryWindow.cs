using FhirHub.Engine.Indexing;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Values of a sort key from <c>From</c> up to, not including, <c>To</c>; null for no bound.</summary>
internal readonly record struct EntryWindow(string From, string? To)
{
    /// <summary>A single value.</summary>
    public static EntryWindow Only(string value) => new(value, Behind(value));

    /// <summary>The first text behind a value: entries hold no control characters but the separator.</summary>
    public static string Behind(string value) => value + "\u0001";

    public bool IsOne => To == Behind(From);

    /// <summary>Rows with an entry in the window, whatever their key is.</summary>
    public BsonDocument Filter(SortTerm term)
    {
        string? to = To;
        string from = From;
        BsonDocument[] ranges = [.. term.Heads.Select(h => FilterBuilder.InRange(new EntryRange(h + from, to is null ? SortTerm.EndOf(h) : h + to)))];
        return ranges.Length == 1 ? ranges[0] : new BsonDocument("$or", new BsonArray(ranges));
    }

    /// <summary>Rows whose key is in the window: each row is in one window only.</summary>
    public BsonDocument KeyFilter(string field, SortTerm term)
    {
        // Above all values there may be the sign of a missing one.
        var bounds = new BsonDocument("$gte", From);
        if (To is not null || !term.Descending)
            bounds.Add("$lt", To ?? term.Missing);
        return new BsonDocument(field, bounds);
    }
}
