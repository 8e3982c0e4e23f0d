using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>What a driver asks before and beside its work.</summary>
internal static class Handshake
{
    /// <summary>The MongoDB release whose behaviour is followed; its wire version goes with it.</summary>
    public const string MongoVersion = "7.0.0";

    public const string ReplicaSet = "fhirhub";

    private const int WireVersion = 21;

    // Drivers order elections by this id; there is ever only one here.
    private static readonly ObjectId Election = ObjectId.Parse("7fffffff0000000000000001");

    /// <remarks>https://www.mongodb.com/docs/manual/reference/command/hello/</remarks>
    public static ValueTask<Reply> HelloAsync(CommandContext context)
    {
        var identity = context.Gateway.Identity;
        var legacy = !context.Request.Name.Equals("hello", StringComparison.Ordinal);
        return Answer(new BsonDocument
        {
            { "helloOk", true },
            { legacy ? "ismaster" : "isWritablePrimary", true },
            { "secondary", false },
            { "setName", ReplicaSet },
            { "setVersion", 1 },
            { "hosts", new BsonArray { identity.Address } },
            { "primary", identity.Address },
            { "me", identity.Address },
            { "electionId", Election },
            { "maxBsonObjectSize", Limits.MaximumDocument },
            { "maxMessageSizeBytes", WireMessage.MaximumSize },
            { "maxWriteBatchSize", Limits.MaximumBatch },
            { "localTime", context.Gateway.Time.GetUtcNow().UtcDateTime },
            { "logicalSessionTimeoutMinutes", 30 },
            { "connectionId", context.Client.Id },
            { "minWireVersion", 0 },
            { "maxWireVersion", WireVersion },
            { "readOnly", false },
            { "ok", 1.0 },
        });
    }

    public static ValueTask<Reply> PingAsync(CommandContext context) => Answer(new BsonDocument("ok", 1.0));

    public static ValueTask<Reply> BuildInfoAsync(CommandContext context) => Answer(new BsonDocument
    {
        { "version", MongoVersion },
        { "versionArray", new BsonArray { 7, 0, 0, 0 } },
        { "gitVersion", context.Gateway.Identity.Build },
        { "modules", new BsonArray() },
        { "storageEngine", context.Gateway.Identity.Engine },
        { "bits", 64 },
        { "debug", false },
        { "maxBsonObjectSize", Limits.MaximumDocument },
        { "ok", 1.0 },
    });

    public static ValueTask<Reply> ConnectionStatusAsync(CommandContext context) => Answer(new BsonDocument
    {
        { "authInfo", new BsonDocument { { "authenticatedUsers", new BsonArray() }, { "authenticatedUserRoles", new BsonArray() } } },
        { "ok", 1.0 },
    });

    public static ValueTask<Reply> GetParameterAsync(CommandContext context)
    {
        var request = context.Request.ToBsonDocument();
        if (!request.Contains("featureCompatibilityVersion"))
            throw MongoFault.Invalid("no option found to get; this local database has only featureCompatibilityVersion");
        return Answer(new BsonDocument { { "featureCompatibilityVersion", new BsonDocument("version", MongoVersion[..3]) }, { "ok", 1.0 } });
    }

    internal static ValueTask<Reply> Answer(BsonDocument document) => new(Reply.From(document));
}
