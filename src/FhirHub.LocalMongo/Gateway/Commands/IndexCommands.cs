using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>createIndexes and dropIndexes. Indexes are built before the answer, as a driver expects.</summary>
internal static class IndexCommands
{
    public static async ValueTask<Reply> CreateAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        using var reply = await context.QueryAsync(Statement.CreateIndexes, context.Arguments, CommandContext.ReadDocument);
        return Flatten(reply.ToBsonDocument(), context.Transaction is not null);
    }

    public static async ValueTask<Reply> DropAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        var text = await context.QueryAsync(Statement.DropIndexes, context.Arguments, static row => row.GetString(0));
        // A CALL's result cannot be cast, and its text form is a prefix and hexadecimal digits.
        var document = BsonSerializer.Deserialize<BsonDocument>(Convert.FromHexString(text.AsSpan("BSONHEX".Length)));
        return Flatten(document, inTransaction: false);
    }

    /// <summary>The engine answers as a sharded cluster would, under <c>raw.&lt;shard&gt;</c>, with <c>ok</c> as a boolean.</summary>
    private static Reply Flatten(BsonDocument document, bool inTransaction)
    {
        if (document.GetValue("raw", BsonNull.Value) is BsonDocument { ElementCount: > 0 } raw && raw.GetElement(0).Value is BsonDocument shard)
            document = shard;
        if (!document.GetValue("ok", true).ToBoolean())
        {
            var packed = document.GetValue("code", 0).ToInt32();
            throw new MongoFault(packed > 100_000 ? EngineErrors.FromPacked(packed, inTransaction) : packed, document.GetValue("errmsg", "The index command failed.").AsString);
        }
        document["ok"] = 1.0;
        return Reply.From(document);
    }
}
