using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Errors;

/// <summary>A command that fails with a MongoDB error; the connection stays usable.</summary>
internal sealed class MongoFault(int code, string message, params string[] labels) : Exception(message)
{
    public const string TransientTransaction = "TransientTransactionError";
    public const string RetryableWrite = "RetryableWriteError";

    public int Code { get; } = code;

    public IReadOnlyList<string> Labels { get; } = labels;

    public BsonDocument? Details { get; init; }

    public static MongoFault NoSuchTransaction(long number) =>
        new(MongoCode.NoSuchTransaction,
            $"Given transaction number {number} does not match any in-progress transactions.", TransientTransaction);

    public static MongoFault NotInTransaction(string command) =>
        new(MongoCode.OperationNotSupportedInTransaction, $"Cannot run '{command}' in a multi-document transaction.");

    public static MongoFault Invalid(string message) => new(MongoCode.InvalidOptions, message);

    public static MongoFault NotSupported(string what) =>
        new(MongoCode.CommandNotSupported, $"{what} is not supported by this local database; use a MongoDB server for it.");

    public BsonDocument ToBsonDocument()
    {
        var document = new BsonDocument
        {
            { "ok", 0.0 },
            { "errmsg", Message },
            { "code", Code },
            { "codeName", MongoCode.Name(Code) },
        };
        if (Details is not null)
            document.Merge(Details);
        if (Labels.Count > 0)
            document["errorLabels"] = new BsonArray(Labels);
        return document;
    }
}
