using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Asks the database what it does for queries. MongoDB tells in execution statistics, the local engine in the plan of its SQL.</summary>
internal sealed class QueryExplainer(FhirDatabase database)
{
    /// <summary>Queries that are explained; further ones are only listed.</summary>
    private const int Most = 20;

    /// <summary>The queries with what they cost; as long as the time lasts, for explaining one runs it again.</summary>
    public async Task<IReadOnlyList<ExplainedStep>> ExplainAsync(IReadOnlyList<TracedQuery> queries, Reading reading)
    {
        var steps = new List<ExplainedStep>();
        bool hasTime = true;
        foreach (var query in queries)
        {
            (hasTime, long? examined) = hasTime && steps.Count < Most ? await TryExamineAsync(query, reading) : (false, null);
            steps.Add(new ExplainedStep(query.Purpose, query.Command[0].AsString, query.Index, examined, query.Returned));
        }

        return steps;
    }

    /// <summary>Not in time where the search's limit is over.</summary>
    private async Task<(bool InTime, long? Examined)> TryExamineAsync(TracedQuery query, Reading reading)
    {
        try
        {
            return (true, await reading.Within("explanation", left => ExaminedAsync(query, left, reading.Cancellation)));
        }
        catch (FhirException e) when (e.Issues is [{ Code: "search-too-long" }])
        {
            return (false, null);
        }
    }

    private async Task<long?> ExaminedAsync(TracedQuery query, TimeSpan left, CancellationToken cancellationToken)
    {
        var command = new BsonDocument
        {
            { "explain", query.Command }, { "verbosity", "executionStats" }, { "maxTimeMS", Math.Max((int)Math.Min(left.TotalMilliseconds, int.MaxValue), 1) },
        };
        var answer = await database.Resources.Database.RunCommandAsync<BsonDocument>(command, cancellationToken: cancellationToken);
        return Statistics(answer) ?? Scans(answer);
    }

    private static long? Statistics(BsonValue value) => value switch
    {
        BsonDocument document when document.TryGetValue("totalDocsExamined", out var total) => total.ToInt64(),
        BsonDocument document => document.Values.Select(Statistics).FirstOrDefault(s => s is not null),
        BsonArray array => array.Select(Statistics).FirstOrDefault(s => s is not null),
        _ => null,
    };

    /// <summary>Rows of the scans at the leaves of an SQL plan, those included that a filter removed.</summary>
    private static long? Scans(BsonValue value)
    {
        if (value is BsonArray array)
            return Sum(array.Select(Scans));
        if (value is not BsonDocument document)
            return null;
        bool leaf = document.GetValue("Node Type", "").AsString.EndsWith("Scan", StringComparison.Ordinal)
            && document.Contains("Relation Name") && document.Contains("Actual Rows");
        if (!leaf)
            return Sum(document.Values.Select(Scans));
        double rows = document["Actual Rows"].ToDouble() + Number(document, "Rows Removed by Filter") + Number(document, "Rows Removed by Index Recheck");
        return (long)(rows * document.GetValue("Actual Loops", 1).ToDouble());
    }

    private static double Number(BsonDocument document, string name) => document.GetValue(name, 0).ToDouble();

    private static long? Sum(IEnumerable<long?> numbers) => numbers.Aggregate((long?)null, (sum, n) => n is null ? sum : (sum ?? 0) + n);
}
