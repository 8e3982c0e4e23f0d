using FhirHub.Engine.Storage;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>The indexes of a search, as hints.</summary>
internal static class IndexHints
{
    public static readonly BsonDocument Entries = BsonDocument.Parse(IndexKeys.Tokens);
    public static readonly BsonDocument Order = BsonDocument.Parse(IndexKeys.Order);
    public static readonly BsonDocument Updated = BsonDocument.Parse(IndexKeys.Updated);
    public static readonly BsonDocument UpdatedOfAll = BsonDocument.Parse(IndexKeys.UpdatedOfAll);
    public static readonly BsonDocument Id = new("_id", 1);
    public static readonly BsonDocument SupersededKey = new("key", 1);
    public static readonly BsonDocument SupersededBy = BsonDocument.Parse(IndexKeys.SupersededBy);

    /// <summary>The keys of an index as one reads them: <c>tokens, ord descending</c>.</summary>
    public static string Words(BsonDocument keys) =>
        string.Join(", ", keys.Select(k => k.Value.IsNumeric && k.Value.ToInt32() < 0 ? k.Name + " descending" : k.Name));
}
