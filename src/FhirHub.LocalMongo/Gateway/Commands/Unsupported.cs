using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>What MongoDB 7 or later could do and this engine cannot: refused by name, never half done.</summary>
internal static class Unsupported
{
    public static ValueTask<Reply> BulkWriteAsync(CommandContext context) =>
        throw new MongoFault(MongoCode.CommandNotFound, "no such command: 'bulkWrite' (it came with MongoDB 8)");

    public static void RefuseStages(CommandRequest request)
    {
        // A change stream names itself in the first stage; looking for the bytes avoids parsing every pipeline.
        if (request.Document.Span.IndexOf("$changeStream"u8) < 0)
            return;
        var pipeline = request.ToBsonDocument().GetValue("pipeline", new BsonArray()) as BsonArray;
        if (pipeline?.OfType<BsonDocument>().Any(stage => stage.Contains("$changeStream")) == true)
            throw new MongoFault(MongoCode.ChangeStreamNeedsReplicaSet, "The $changeStream stage is not supported by this local database; use a MongoDB server for it.");
    }
}
