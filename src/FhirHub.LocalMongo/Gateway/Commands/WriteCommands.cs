using System.Buffers.Binary;
using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>insert, update and delete; a <c>txnNumber</c> outside of a transaction makes them apply once.</summary>
internal static class WriteCommands
{
    private static readonly Forms Inserts = new(Statement.Insert, Statement.InsertSequence, Statement.InsertOnce, Statement.InsertSequenceOnce);
    private static readonly Forms Updates = new(Statement.Update, Statement.UpdateSequence, Statement.UpdateOnce, Statement.UpdateSequenceOnce);
    private static readonly Forms Deletes = new(Statement.Delete, Statement.DeleteSequence, Statement.DeleteOnce, Statement.DeleteSequenceOnce);

    public static ValueTask<Reply> InsertAsync(CommandContext context)
    {
        RefuseOversized(context.Request.Sequence);
        return RunAsync(context, Inserts);
    }

    public static ValueTask<Reply> UpdateAsync(CommandContext context) => RunAsync(context, Updates);

    public static ValueTask<Reply> DeleteAsync(CommandContext context) => RunAsync(context, Deletes);

    private static async ValueTask<Reply> RunAsync(CommandContext context, Forms forms)
    {
        context.Request.RequireTarget();
        var (once, arguments) = await RetryableWrite.PrepareAsync(context);
        var statement = forms.Pick(once, context.Request.SequenceName is not null);
        var (reply, success) = await context.QueryAsync(statement, arguments, static row => (EngineRow.Document(row, 0), row.GetBoolean(1)));
        if (success)
            return reply;
        using (reply)
            return await WriteErrors.TranslateAsync(context, reply.ToBsonDocument());
    }

    // The engine's own limit is PostgreSQL's, far above MongoDB's.
    private static void RefuseOversized(ReadOnlyMemory<byte> documents)
    {
        for (var rest = documents.Span; rest.Length >= 4;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length < 5 || length > rest.Length)
                throw new WireFormatException("a document sequence whose lengths do not add up");
            if (length > Limits.MaximumDocument)
                throw new MongoFault(MongoCode.BsonObjectTooLarge, $"object to insert too large. size in bytes: {length}, max size: {Limits.MaximumDocument}");
            rest = rest[length..];
        }
    }

    /// <summary>One command as the four statements it may become.</summary>
    private sealed record Forms(Statement Plain, Statement Sequence, Statement Once, Statement SequenceOnce)
    {
        public Statement Pick(bool once, bool sequence) => (once, sequence) switch
        {
            (false, false) => Plain,
            (false, true) => Sequence,
            (true, false) => Once,
            (true, true) => SequenceOnce,
        };
    }
}
