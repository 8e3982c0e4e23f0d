using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>count and distinct: one answer, no cursor.</summary>
internal static class QueryCommands
{
    public static ValueTask<Reply> CountAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        return context.QueryAsync(Statement.CountDocuments, context.Arguments, CommandContext.ReadDocument);
    }

    public static ValueTask<Reply> DistinctAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        return context.QueryAsync(Statement.Distinct, context.Arguments, CommandContext.ReadDocument);
    }
}
