using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>listDatabases, dropDatabase and the statistics.</summary>
internal static class DatabaseCommands
{
    public static ValueTask<Reply> ListAsync(CommandContext context) =>
        context.QueryAsync(Statement.ListDatabases, context.Arguments, CommandContext.ReadDocument);

    public static async ValueTask<Reply> DropAsync(CommandContext context)
    {
        await context.QueryAsync(Statement.DropDatabase, context.Arguments, static _ => true);
        return Reply.From(new BsonDocument { { "dropped", context.Request.Database }, { "ok", 1.0 } });
    }

    public static ValueTask<Reply> CollStatsAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        return context.QueryAsync(Statement.CollStats, context.Arguments with { Number = Scale(context) }, CommandContext.ReadDocument);
    }

    public static ValueTask<Reply> DbStatsAsync(CommandContext context) =>
        context.QueryAsync(Statement.DbStats, context.Arguments with { Number = Scale(context) }, CommandContext.ReadDocument);

    private static long Scale(CommandContext context) => Math.Max(1, context.Request.ToBsonDocument().GetValue("scale", 1).ToInt64());
}
