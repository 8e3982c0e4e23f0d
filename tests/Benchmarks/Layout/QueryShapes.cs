using System.Diagnostics;
using FhirHub.Engine.Access;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Layout;

/// <summary>Lets the stores do everything they can do over a filled database, and asks the database how it did it.</summary>
internal sealed class QueryShapes(BenchmarkDatabase bench, int documents)
{
    private static readonly string[] NotExplained = ["lsid", "$db", "$clusterTime", "txnNumber", "autocommit", "startTransaction", "readConcern", "writeConcern", "ordered"];

    /// <summary>Writes a line per query.</summary>
    /// <returns>Queries that use no index.</returns>
    public async Task<int> ExplainAsync(CancellationToken cancellationToken)
    {
        var recorder = new CommandRecorder();
        using var database = new FhirDatabase(new MongoOptions
        {
            ConnectionString = bench.ConnectionString,
            Database = bench.Name,
            IndexReferences = true,
            ObserveCluster = recorder.Attach,
        });
        await database.PrepareAsync(cancellationToken);
        recorder.Take();
        Console.WriteLine("| Request | Command | Index | Examined | Returned | |");
        Console.WriteLine("|---|---|---|--:|--:|---|");
        int scans = 0;
        foreach (var (name, run) in Requests(database))
        {
            await run(cancellationToken);
            var sent = recorder.Take();
            if (sent.Count == 0)
                throw new InvalidOperationException($"'{name}' sent no command: the recorder is not attached.");
            foreach (var command in sent)
                scans += await ExplainAsync(name, command, cancellationToken) ? 0 : 1;
        }

        return scans;
    }

    private IEnumerable<(string Name, Func<CancellationToken, Task> Run)> Requests(FhirDatabase database)
    {
        var store = EngineStore.Of(database, ReferencePolicy.Enforced);
        var history = new ResourceHistory(database);
        int middle = NumberInTheMiddle();
        var key = ResourceKey.Parse(LayoutDocuments.KeyOf(middle));
        var time = LayoutDocuments.TimeOf(middle);
        var position = new HistoryPosition(time, key, 2);
        var instance = new HistoryQuery { Type = key.Type, Instance = key, Count = 50 };
        var type = new HistoryQuery { Type = key.Type, Count = 50 };
        var system = new HistoryQuery { Count = 50 };
        var at = (time, time.AddSeconds(1));

        yield return ("read", token => store.ReadAsync(Caller.Open, key, token));
        yield return ("vread", token => store.ReadVersionAsync(Caller.Open, null, key, 1, token));
        foreach (var (name, query) in new[]
        {
            ("history of a resource", instance),
            ("history of a resource, next page", instance with { After = position }),
            ("history of a resource, _at", instance with { At = at }),
            ("history of a type", type),
            ("history of a type, next page", type with { After = position }),
            ("history of a type, _since", type with { Since = time }),
            ("history of a type, _at", type with { At = at }),
            ("history of all", system),
            ("history of all, next page", system with { After = position }),
            ("history of all, _since", system with { Since = time }),
            ("history of all, _at", system with { At = at }),
        })
            yield return (name, token => history.ReadAsync(Caller.Open, query, token));
        yield return ("count of a resource's history", token => history.CountAsync(Caller.Open, instance, token));
        yield return ("count of a type's history", token => history.CountAsync(Caller.Open, type, token));
        yield return ("count of everything", token => history.CountAsync(Caller.Open, system, token));
        yield return ("update with references to check", token => store.WriteAsync(Caller.Open, key, (_, _) => Referring(key, middle), token));
        yield return ("delete with references to check", token => store.WriteAsync(Caller.Open, key, (_, _) => ValueTask.FromResult<ResourceChange?>(ResourceChange.Delete), token));
    }

    /// <summary>A Basic resource, easy to write a valid one of, that has a superseded version.</summary>
    private int NumberInTheMiddle() =>
        Enumerable.Range(documents / 2, documents).First(n => n % 3 == 0 && LayoutDocuments.TypeOf(n) == "Basic");

    private static ValueTask<ResourceChange?> Referring(ResourceKey key, int number)
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(
            $$$"""{"resourceType":"Basic","id":"{{{key.Id}}}","code":{"text":"x"},"subject":{"reference":"{{{LayoutDocuments.KeyOf(number + 1)}}}"}}""");
        var read = FhirJsonReader.Read(json, ReadLimits.Default);
        var resource = read.Resource ?? throw new InvalidOperationException(read.Issues[0].ToString());
        return ValueTask.FromResult<ResourceChange?>(ResourceChange.Write("PUT", resource));
    }

    /// <summary>
    /// Waits until the engine plans with statistics: the local one gathers them some time after a collection has grown, and until then
    /// takes it for small and sorts it. MongoDB tries its plans and needs none.
    /// </summary>
    /// <returns>How long it took; null where the limit passed first.</returns>
    public async Task<TimeSpan?> UntilPlannedWithStatisticsAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (var (collection, key) in new[] { ("resources", "_id"), ("history", "key") })
        {
            var newest = new BsonDocument { { "find", collection }, { "sort", new BsonDocument { { "lastUpdated", -1 }, { key, -1 } } }, { "limit", 51 } };
            while ((await PlanAsync(newest, cancellationToken)).Sorts)
            {
                if (Stopwatch.GetElapsedTime(start) > limit)
                    return null;
                await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            }
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private async Task<QueryPlan> PlanAsync(BsonDocument query, CancellationToken cancellationToken) => QueryPlan.Read(
        await bench.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument { { "explain", query }, { "verbosity", "executionStats" } }, cancellationToken: cancellationToken));

    private async Task<bool> ExplainAsync(string name, BsonDocument command, CancellationToken cancellationToken)
    {
        string kind = command.GetElement(0).Name;
        var query = Explainable(command);
        var plan = await PlanAsync(query, cancellationToken);
        string notes = string.Join(", ", new[] { plan.Scans ? "scans the collection" : null, plan.Sorts ? "sorts" : null }.OfType<string>());
        Console.WriteLine($"| {name} | {kind} {query.GetElement(0).Value} | {string.Join(", ", plan.Indexes)} | {plan.Examined} | {plan.Returned} | {notes} |");
        return plan.Indexes.Count > 0 && !plan.Scans;
    }

    /// <summary>The command as explain takes it. An update is explained as the find with its filter: not every engine explains writes.</summary>
    private static BsonDocument Explainable(BsonDocument command)
    {
        if (command.Contains("updates"))
            return new BsonDocument { { "find", command[0] }, { "filter", command["updates"][0]["q"] } };
        var query = new BsonDocument(command.Where(e => !NotExplained.Contains(e.Name)));
        return query;
    }
}
