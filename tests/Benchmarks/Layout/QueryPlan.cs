using MongoDB.Bson;

namespace FhirHub.Benchmarks.Layout;

/// <summary>What the database says it does for a query, from MongoDB's plan or from that of the local engine, which is PostgreSQL's.</summary>
/// <param name="Indexes">Names of the indexes used; empty for a scan of the collection.</param>
/// <param name="Examined">Documents looked at; negative where it is not told.</param>
internal sealed record QueryPlan(IReadOnlyList<string> Indexes, bool Scans, bool Sorts, long Examined, long Returned)
{
    public static QueryPlan Read(BsonDocument explained)
    {
        var nodes = Nodes(explained).ToList();
        string[] indexes = [.. nodes.SelectMany(IndexesOf).Distinct()];
        bool scans = nodes.Any(n => Text(n, "stage") == "COLLSCAN" || Text(n, "Node Type") == "Seq Scan");
        bool sorts = nodes.Any(n => Text(n, "stage") == "SORT" || Text(n, "Node Type") is "Sort" or "Incremental Sort");
        if (nodes.FirstOrDefault(n => n.Contains("totalDocsExamined")) is { } mongo)
            return new QueryPlan(indexes, scans, sorts, mongo["totalDocsExamined"].ToInt64(), mongo.GetValue("nReturned", -1).ToInt64());
        var top = nodes.FirstOrDefault(n => n.Contains("Actual Rows"));
        // What a scan of the table gave, and what it looked at and dropped.
        long examined = nodes.Where(n => n.Contains("Relation Name")).Sum(n =>
            Number(n, "Actual Rows") * Math.Max(1, Number(n, "Actual Loops")) + Number(n, "Rows Removed by Filter") + Number(n, "Rows Removed by Index Recheck"));
        return new QueryPlan(indexes, scans, sorts, top is null ? -1 : examined, top is null ? -1 : Number(top, "Actual Rows"));
    }

    private static IEnumerable<BsonDocument> Nodes(BsonValue value) => value switch
    {
        BsonDocument document => document.Values.SelectMany(Nodes).Prepend(document),
        BsonArray array => array.SelectMany(Nodes),
        _ => [],
    };

    private static IEnumerable<string> IndexesOf(BsonDocument node) =>
        new[] { Text(node, "stage") is null ? null : Text(node, "indexName"), Text(node, "Index Name"), Text(node, "stage") == "IDHACK" ? "_id_" : null }
            .OfType<string>();

    private static string? Text(BsonDocument node, string name) => node.TryGetValue(name, out var value) && value.IsString ? value.AsString : null;

    private static long Number(BsonDocument node, string name) => node.TryGetValue(name, out var value) ? (long)value.ToDouble() : 0;
}
