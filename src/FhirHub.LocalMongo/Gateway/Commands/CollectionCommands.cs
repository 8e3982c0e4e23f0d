using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>create, collMod, drop, renameCollection.</summary>
internal static class CollectionCommands
{
    public static async ValueTask<Reply> CreateAsync(CommandContext context)
    {
        var name = context.Request.RequireTarget();
        // The engine takes a second create for done; MongoDB says that the collection exists.
        if (await ExistsAsync(context, name))
            throw new MongoFault(MongoCode.NamespaceExists, $"Collection {context.Request.Database}.{name} already exists.");
        return await context.QueryAsync(Statement.CreateCollection, context.Arguments, CommandContext.ReadDocument);
    }

    public static ValueTask<Reply> CollModAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        return context.QueryAsync(Statement.CollMod, context.Arguments, CommandContext.ReadDocument);
    }

    public static async ValueTask<Reply> DropAsync(CommandContext context)
    {
        var name = context.Request.RequireTarget();
        // Since MongoDB 7.0 dropping what is not there succeeds.
        await context.QueryAsync(Statement.DropCollection, context.Arguments, static row => row.GetBoolean(0));
        return Reply.From(new BsonDocument { { "ns", $"{context.Request.Database}.{name}" }, { "ok", 1.0 } });
    }

    public static ValueTask<Reply> RenameAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        return context.QueryAsync(Statement.RenameCollection, context.Arguments, CommandContext.ReadDocument);
    }

    private static ValueTask<bool> ExistsAsync(CommandContext context, string name) =>
        context.QueryAsync(Statement.CollectionExists, context.Arguments with { Name = name }, static row => row.GetBoolean(0));
}
