using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>Logical sessions and the ends of transactions.</summary>
internal static class SessionCommands
{
    public static ValueTask<Reply> StartAsync(CommandContext context) => Handshake.Answer(new BsonDocument
    {
        { "id", new BsonDocument("id", new BsonBinaryData(Guid.NewGuid(), GuidRepresentation.Standard)) },
        { "timeoutMinutes", 30 },
        { "ok", 1.0 },
    });

    public static ValueTask<Reply> RefreshAsync(CommandContext context) => Handshake.Answer(new BsonDocument("ok", 1.0));

    public static async ValueTask<Reply> EndAsync(CommandContext context)
    {
        foreach (var session in context.Request.ToBsonDocument().GetElement(0).Value.AsBsonArray.OfType<BsonDocument>())
        {
            if (session.GetValue("id", BsonNull.Value) is not BsonBinaryData { Bytes.Length: 16 } id)
                throw MongoFault.Invalid("A session needs an id of 16 bytes");
            var key = new Guid(id.Bytes);
            await context.Gateway.Transactions.EndSessionAsync(key);
            foreach (var cursor in context.Gateway.Cursors.EndSession(key))
                await CursorCommands.DiscardAsync(context.Gateway.Statements, cursor, context.Cancellation);
        }
        return Reply.From(new BsonDocument("ok", 1.0));
    }

    public static async ValueTask<Reply> CommitAsync(CommandContext context)
    {
        await context.Gateway.Transactions.CommitAsync(context.Request, context.Cancellation);
        return Reply.From(new BsonDocument("ok", 1.0));
    }

    public static async ValueTask<Reply> AbortAsync(CommandContext context)
    {
        await context.Gateway.Transactions.AbortAsync(context.Request);
        return Reply.From(new BsonDocument("ok", 1.0));
    }
}
