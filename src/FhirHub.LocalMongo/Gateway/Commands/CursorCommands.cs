using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Gateway.Sessions;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>The commands that answer with a cursor, and those that continue or end one.</summary>
internal static class CursorCommands
{
    public static ValueTask<Reply> FindAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        return OpenAsync(context, Statement.Find);
    }

    public static ValueTask<Reply> AggregateAsync(CommandContext context)
    {
        Unsupported.RefuseStages(context.Request);
        return OpenAsync(context, Statement.Aggregate);
    }

    public static ValueTask<Reply> ListCollectionsAsync(CommandContext context) => OpenAsync(context, Statement.ListCollections);

    public static ValueTask<Reply> ListIndexesAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        return OpenAsync(context, Statement.ListIndexes);
    }

    /// <remarks>https://www.mongodb.com/docs/manual/reference/command/getMore/</remarks>
    public static async ValueTask<Reply> GetMoreAsync(CommandContext context)
    {
        var id = FirstNumber(context.Request);
        var cursor = context.Gateway.Cursors.Take(id)
            ?? throw new MongoFault(MongoCode.CursorNotFound, $"cursor id {id} not found");
        if (cursor.TransactionNumber != context.Transaction?.Number || cursor.Session is { } owner && owner != context.Request.Session)
        {
            context.Gateway.Cursors.Keep(id, cursor);
            throw new MongoFault(50738, $"Cannot run getMore on cursor {id}, which was created in another session or transaction.");
        }
        var page = await CursorPages.ContinueAsync(context, context.Request.Document, id, cursor.Continuation);
        if (page.Continuation is not null)
            context.Gateway.Cursors.Keep(id, cursor with { Continuation = page.Continuation });
        return page.Reply;
    }

    public static async ValueTask<Reply> KillCursorsAsync(CommandContext context)
    {
        var killed = new BsonArray();
        var missing = new BsonArray();
        foreach (var id in context.Request.ToBsonDocument()["cursors"].AsBsonArray)
        {
            if (context.Gateway.Cursors.Take(id.ToInt64()) is null)
            {
                missing.Add(id);
                continue;
            }
            await DiscardAsync(context.Gateway.Statements, id.ToInt64(), context.Cancellation);
            killed.Add(id);
        }
        return Reply.From(new BsonDocument
        {
            { "cursorsKilled", killed },
            { "cursorsNotFound", missing },
            { "cursorsAlive", new BsonArray() },
            { "cursorsUnknown", new BsonArray() },
            { "ok", 1.0 },
        });
    }

    /// <summary>Deletes the files the engine keeps for a cursor.</summary>
    public static ValueTask<bool> DiscardAsync(StatementRunner statements, long id, CancellationToken cancellationToken) =>
        statements.QueryAsync(Statement.DeleteCursor, new StatementArguments { Number = id }, static _ => true, cancellationToken);

    private static async ValueTask<Reply> OpenAsync(CommandContext context, Statement statement)
    {
        var page = await CursorPages.OpenAsync(context, statement);
        if (page.Continuation is null)
            return page.Reply;
        var request = context.Request;
        context.Gateway.Cursors.Keep(page.Id, new OpenCursor($"{request.Database}.{request.Target}", page.Continuation, request.Session, context.Transaction?.Number));
        return page.Reply;
    }

    private static long FirstNumber(CommandRequest request)
    {
        var fields = new BsonFieldReader(request.Document.Span);
        return fields.MoveNext() && fields.IsNumber ? fields.AsInt64()
            : throw new MongoFault(MongoCode.TypeMismatch, $"The first field of {request.Name} must be a cursor id");
    }
}
