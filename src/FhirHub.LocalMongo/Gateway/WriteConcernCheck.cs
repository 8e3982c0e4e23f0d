using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>
/// What one node can promise: w 0, 1 and majority, with or without journal. As on MongoDB a concern that cannot be met
/// does not undo the write; it is reported beside it.
/// </summary>
/// <remarks>https://www.mongodb.com/docs/manual/reference/write-concern/</remarks>
internal static class WriteConcernCheck
{
    public static Reply Apply(BsonDocument? concern, Reply reply)
    {
        if (concern is null || Fault(concern) is not { } fault)
            return reply;
        using (reply)
        {
            var document = reply.ToBsonDocument();
            document["writeConcernError"] = new BsonDocument
            {
                { "code", fault.Code },
                { "codeName", MongoCode.Name(fault.Code) },
                { "errmsg", fault.Message },
            };
            return Reply.From(document);
        }
    }

    private static MongoFault? Fault(BsonDocument concern) => concern.GetValue("w", 1) switch
    {
        { IsNumeric: true } w when w.ToInt64() is 0 or 1 => null,
        { IsNumeric: true } => new(MongoCode.UnsatisfiableWriteConcern, "Not enough data-bearing nodes"),
        { IsString: true } w when w.AsString == "majority" => null,
        var w => new(MongoCode.UnknownReplicationWriteConcern, $"No write concern mode named '{w}' found in replica set configuration"),
    };
}
