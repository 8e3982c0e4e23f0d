using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>The details MongoDB gives with error 11000. The engine names only the index; the rest comes from the catalogue and the request.</summary>
internal static class DuplicateKey
{
    public static async ValueTask DescribeAsync(CommandContext context, BsonDocument error)
    {
        var index = IndexName(error["errmsg"].AsString);
        var pattern = await KeyPatternAsync(context, index);
        var value = pattern is null ? null : KeyValue(pattern, Written(context.Request, error.GetValue("index", 0).ToInt32()));
        error["errmsg"] = Message(context.Request, index, value);
        if (pattern is not null)
            error["keyPattern"] = pattern;
        if (value is not null)
            error["keyValue"] = value;
    }

    /// <summary>The same for findAndModify, which fails as a whole.</summary>
    public static async ValueTask<MongoFault> DescribeAsync(CommandContext context, MongoFault fault)
    {
        var index = IndexName(fault.Message);
        var pattern = await KeyPatternAsync(context, index);
        return new MongoFault(MongoCode.DuplicateKey, Message(context.Request, index, null), [.. fault.Labels])
        {
            Details = pattern is null ? null : new BsonDocument("keyPattern", pattern),
        };
    }

    private static string Message(CommandRequest request, string index, BsonDocument? value) =>
        $"E11000 duplicate key error collection: {request.Database}.{request.Target} index: {index} dup key: {value?.ToString() ?? "{ }"}";

    // "Duplicate key violation on the requested collection: Index 'name'"
    private static string IndexName(string message)
    {
        var start = message.IndexOf("Index '", StringComparison.Ordinal);
        return start < 0 ? "unknown" : message[(start + 7)..].TrimEnd('\'', '.', ' ');
    }

    // Outside of the failed transaction: the catalogue is the same for everyone.
    private static async ValueTask<BsonDocument?> KeyPatternAsync(CommandContext context, string index)
    {
        if (index == "_id_")
            return new BsonDocument("_id", 1);
        try
        {
            using var reply = await context.Gateway.Statements.QueryAsync(
                Statement.ListIndexes,
                new StatementArguments
                {
                    Database = context.Request.Database,
                    Document = new BsonDocument("listIndexes", context.Request.Target).ToBson(),
                },
                static row => EngineRow.Document(row, 0),
                context.Cancellation);
            return reply.ToBsonDocument()["cursor"]["firstBatch"].AsBsonArray.OfType<BsonDocument>()
                .FirstOrDefault(spec => spec["name"] == index)?["key"].AsBsonDocument;
        }
        catch (MongoFault)
        {
            // The collection was dropped meanwhile; the error itself stays true.
            return null;
        }
    }

    /// <summary>The document an insert carried at that place; null for updates, whose result nobody has seen.</summary>
    private static BsonDocument? Written(CommandRequest request, int place)
    {
        if (request.Name != "insert")
            return null;
        if (request.SequenceName is null)
            return request.ToBsonDocument()["documents"].AsBsonArray.ElementAtOrDefault(place) as BsonDocument;
        var rest = request.Sequence;
        for (var i = 0; rest.Length >= 4; i++)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            if (length < 5 || length > rest.Length)
                throw new WireFormatException("a document sequence whose lengths do not add up");
            if (i == place)
                return BsonSerializer.Deserialize<BsonDocument>(rest[..length].ToArray());
            rest = rest[length..];
        }
        return null;
    }

    // An array on the way has several values, of which only the engine knows the colliding one.
    private static BsonDocument? KeyValue(BsonDocument pattern, BsonDocument? written)
    {
        if (written is null)
            return null;
        var value = new BsonDocument();
        foreach (var path in pattern.Names)
        {
            BsonValue at = written;
            foreach (var step in path.Split('.'))
                at = at is BsonDocument inner ? inner.GetValue(step, BsonNull.Value) : BsonNull.Value;
            if (at is BsonArray)
                return null;
            value[path] = at;
        }
        return value;
    }
}
