using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>Turns the engine's write errors into MongoDB's: their codes, and for a duplicate key which index and value.</summary>
internal static class WriteErrors
{
    /// <summary>In a transaction the first write error ends the transaction.</summary>
    public static async ValueTask<Reply> TranslateAsync(CommandContext context, BsonDocument result)
    {
        var inTransaction = context.Transaction is not null;
        if (context.Transaction is { } transaction)
            await transaction.AbortAsync();
        foreach (var error in result.GetValue("writeErrors", new BsonArray()).AsBsonArray.OfType<BsonDocument>())
        {
            var code = EngineErrors.FromPacked(error["code"].ToInt32(), inTransaction);
            if (inTransaction && EngineErrors.IsTransient(code))
                throw new MongoFault(code, error["errmsg"].AsString, MongoFault.TransientTransaction);
            error["code"] = code;
            if (code == MongoCode.DuplicateKey)
                await DuplicateKey.DescribeAsync(context, error);
        }
        return Reply.From(result);
    }
}
