using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>Gets the batches of a cursor from the engine, the first one in order too (see <see cref="FirstBatch"/>).</summary>
internal static class CursorPages
{
    private const int DefaultFirstBatch = 101;

    public static async ValueTask<CursorPage> OpenAsync(CommandContext context, Statement statement)
    {
        var page = await RunAsync(context, statement, context.Request.Document);
        return page.Continuation is not null && await MayBeOutOfOrderAsync(context, page) ? await ReopenAsync(context, statement, page) : page;
    }

    public static ValueTask<CursorPage> ContinueAsync(CommandContext context, ReadOnlyMemory<byte> getMore, long id, byte[] continuation) =>
        context.QueryAsync(
            Statement.GetMore,
            new StatementArguments { Database = context.Request.Database, Document = getMore, Continuation = continuation },
            row => new CursorPage(EngineRow.Document(row, 0), EngineRow.Bytes(row, 1), id));

    private static async ValueTask<CursorPage> RunAsync(CommandContext context, Statement statement, ReadOnlyMemory<byte> command)
    {
        var (page, pinned) = await context.QueryAsync(statement, context.Arguments with { Document = command }, static row =>
            (new CursorPage(EngineRow.Document(row, 0), EngineRow.Bytes(row, 1), row.GetInt64(3)), row.GetBoolean(2)));
        return pinned && context.Transaction is null && page.Continuation is not null
            ? throw new MongoFault(MongoCode.InternalError, "The engine wants to keep a connection for this cursor, which its settings rule out.")
            : page;
    }

    // Costs nothing unless batch and file together come near 16 MB; only then is the first document of the file looked at.
    private static async ValueTask<bool> MayBeOutOfOrderAsync(CommandContext context, CursorPage page)
    {
        if (FirstBatch.FileLength(page.Continuation) is not { } file || !FirstBatch.MayBeAhead(page.Reply.Document, file))
            return false;
        var next = await ContinueAsync(context, GetMore(context.Request, page.Id, batchSize: 1), page.Id, page.Continuation!);
        using (next.Reply)
        {
            // The engine deletes a file that was read to its end, and with it the only way to go on from the first batch.
            return next.Continuation is null || FirstBatch.MayBeAhead(page.Reply.Document, FirstBatch.FirstLength(next.Reply.Document));
        }
    }

    // With an empty first batch everything goes through the file. Nothing was answered yet, so the command may run again:
    // it only reads, as one that writes ($out, $merge) has no documents to continue with.
    private static async ValueTask<CursorPage> ReopenAsync(CommandContext context, Statement statement, CursorPage page)
    {
        page.Reply.Dispose();
        await CursorCommands.DiscardAsync(context.Gateway.Statements, page.Id, context.Cancellation);
        var command = context.Request.ToBsonDocument();
        var options = statement == Statement.Aggregate ? command["cursor"].AsBsonDocument : command;
        var batchSize = options.GetValue("batchSize", DefaultFirstBatch).ToInt64();
        options["batchSize"] = 0;
        var empty = await RunAsync(context, statement, command.ToBson());
        if (empty.Continuation is null)
            return empty;
        using (empty.Reply)
        {
            var first = await ContinueAsync(context, GetMore(context.Request, empty.Id, batchSize), empty.Id, empty.Continuation);
            using (first.Reply)
                return first with { Reply = FirstBatch.From(first.Reply) };
        }
    }

    private static byte[] GetMore(CommandRequest request, long id, long batchSize) => new BsonDocument
    {
        { "getMore", id },
        { "collection", request.Target ?? "$cmd.aggregate" },
        { "batchSize", batchSize },
        { "$db", request.Database },
    }.ToBson();
}
