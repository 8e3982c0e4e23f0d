using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>The engine's own plan under <c>queryPlanner.plan</c>; its shape is PostgreSQL's, not MongoDB's.</summary>
internal static class Explain
{
    public static async ValueTask<Reply> RunAsync(CommandContext context)
    {
        var request = context.Request.ToBsonDocument();
        if (request.GetValue("explain", BsonNull.Value) is not BsonDocument { ElementCount: > 0 } explained)
            throw new MongoFault(MongoCode.TypeMismatch, "explain needs a command document");
        var kind = explained.GetElement(0).Name switch
        {
            "find" => "find",
            "aggregate" => "pipeline",
            "count" => "count",
            "distinct" => "distinct",
            var other => throw MongoFault.NotSupported($"Explaining '{other}'"),
        };
        var analyze = request.GetValue("verbosity", "allPlansExecution").AsString != "queryPlanner";
        if (kind == "pipeline" && !explained.Contains("cursor"))
            explained["cursor"] = new BsonDocument();
        explained.Remove("$db");
        explained.Remove("explain");
        var plan = await context.QueryAsync(
            Statement.Explain(kind, analyze),
            new StatementArguments { Database = context.Request.Database, Document = explained.ToBson() },
            static row => row.GetString(0));
        return Reply.From(new BsonDocument
        {
            { "queryPlanner", new BsonDocument
                {
                    { "namespace", $"{context.Request.Database}.{explained.GetElement(0).Value}" },
                    { "plan", MongoDB.Bson.Serialization.BsonSerializer.Deserialize<BsonArray>(plan)[0] },
                }
            },
            { "ok", 1.0 },
        });
    }
}
