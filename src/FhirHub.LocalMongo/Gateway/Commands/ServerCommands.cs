using System.Globalization;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>The server itself: who it is, how it is, and its end.</summary>
internal static class ServerCommands
{
    public static ValueTask<Reply> HostInfoAsync(CommandContext context) => Handshake.Answer(new BsonDocument
    {
        { "system", new BsonDocument { { "hostname", context.Gateway.Identity.Address }, { "numCores", Environment.ProcessorCount } } },
        { "os", new BsonDocument { { "type", "Linux" }, { "version", Environment.OSVersion.VersionString } } },
        { "ok", 1.0 },
    });

    public static ValueTask<Reply> ServerStatusAsync(CommandContext context) => Handshake.Answer(new BsonDocument
    {
        { "host", context.Gateway.Identity.Address },
        { "version", Handshake.MongoVersion },
        { "process", "fhirhub-localmongo" },
        { "pid", Environment.ProcessId },
        { "localTime", context.Gateway.Time.GetUtcNow().UtcDateTime },
        { "connections", new BsonDocument { { "current", context.Gateway.Identity.Clients() } } },
        { "globalLock", new BsonDocument("activeClients", new BsonDocument("total", context.Gateway.Statements.Pool.Busy)) },
        { "metrics", new BsonDocument("cursor", new BsonDocument("open", new BsonDocument("total", context.Gateway.Cursors.Count))) },
        { "mem", new BsonDocument("resident", Environment.WorkingSet >> 20) },
        { "storageEngine", new BsonDocument("name", context.Gateway.Identity.Engine) },
        { "ok", 1.0 },
    });

    /// <summary>Our own command: by its answer a client knows the database it looked for from a stranger on the same port.</summary>
    public static ValueTask<Reply> LocalDatabaseAsync(CommandContext context)
    {
        var identity = context.Gateway.Identity;
        return Handshake.Answer(new BsonDocument
        {
            { "dataFolder", identity.DataFolder },
            { "build", identity.Build },
            { "engine", identity.Engine },
            { "pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture) },
            { "clients", identity.Clients() - 1 },
            { "ok", 1.0 },
        });
    }

    public static ValueTask<Reply> ShutdownAsync(CommandContext context)
    {
        context.Client.AfterReply(context.Gateway.Identity.Shutdown);
        return Handshake.Answer(new BsonDocument("ok", 1.0));
    }
}
