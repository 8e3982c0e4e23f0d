using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>A command as received: the untouched document and what the gateway itself needs of its top-level fields.</summary>
internal sealed class CommandRequest
{
    public required string Name { get; init; }

    public required string Database { get; init; }

    /// <summary>The value of the first field where it is a string: the collection, for most commands.</summary>
    public string? Target { get; private set; }

    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>Concatenated documents sent beside the command; empty without.</summary>
    public required ReadOnlyMemory<byte> Sequence { get; init; }

    public string? SequenceName { get; init; }

    public Guid? Session { get; private set; }

    public long? TransactionNumber { get; private set; }

    public bool StartTransaction { get; private set; }

    /// <summary><c>autocommit: false</c>: part of a multi-document transaction.</summary>
    public bool InTransaction { get; private set; }

    /// <summary>Milliseconds; 0 is no limit.</summary>
    public long MaxTimeMs { get; private set; }

    public BsonDocument? WriteConcern { get; private set; }

    public BsonDocument? ReadConcern { get; private set; }

    public static CommandRequest Parse(in WireMessage message)
    {
        var fields = new BsonFieldReader(message.Document.Span);
        if (!fields.MoveNext())
            throw new MongoFault(MongoCode.FailedToParse, "An empty command document.");
        var name = System.Text.Encoding.UTF8.GetString(fields.Name);
        var target = fields.Type == BsonType.String ? fields.AsString() : null;
        var request = new CommandRequest
        {
            Name = name,
            Database = FindDatabase(message),
            Target = target,
            Document = message.Document,
            Sequence = message.Sequence,
            SequenceName = message.SequenceName,
        };
        while (fields.MoveNext())
            request.Take(ref fields);
        request.Check();
        return request;
    }

    public BsonDocument ToBsonDocument() => BsonSerializer.Deserialize<BsonDocument>(Document.ToArray());

    public string RequireTarget() =>
        Target is { Length: > 0 } target ? target
        : throw new MongoFault(MongoCode.InvalidNamespace, $"collection name has invalid type or is empty in command {Name}");

    private void Take(ref BsonFieldReader field)
    {
        if (field.Name.SequenceEqual("lsid"u8))
            Session = ReadSession(field);
        else if (field.Name.SequenceEqual("txnNumber"u8) && field.IsNumber)
            TransactionNumber = field.AsInt64();
        else if (field.Name.SequenceEqual("autocommit"u8))
            InTransaction = !field.AsBoolean();
        else if (field.Name.SequenceEqual("startTransaction"u8))
            StartTransaction = field.AsBoolean();
        else if (field.Name.SequenceEqual("maxTimeMS"u8))
            MaxTimeMs = field.IsNumber && field.AsInt64() is >= 0 and <= int.MaxValue ? field.AsInt64()
                : throw new MongoFault(MongoCode.BadValue, "maxTimeMS must be a number from 0 to 2147483647");
        else if (field.Name.SequenceEqual("writeConcern"u8) && field.Type == BsonType.Document)
            WriteConcern = BsonSerializer.Deserialize<BsonDocument>(field.Value.ToArray());
        else if (field.Name.SequenceEqual("readConcern"u8) && field.Type == BsonType.Document)
            ReadConcern = BsonSerializer.Deserialize<BsonDocument>(field.Value.ToArray());
    }

    private void Check()
    {
        if (TransactionNumber is not null && Session is null)
            throw MongoFault.Invalid("Transaction number requires a session ID to also be specified");
        if (InTransaction && TransactionNumber is null)
            throw MongoFault.Invalid("'autocommit' field requires a transaction number to also be specified");
        if (StartTransaction && !InTransaction)
            throw MongoFault.Invalid("'startTransaction' field requires 'autocommit' field to also be specified");
        if (SequenceName is not (null or "documents" or "updates" or "deletes"))
            throw new MongoFault(MongoCode.UnknownField, $"Document sequence '{SequenceName}' is not supported by command '{Name}'.");
    }

    private static Guid? ReadSession(in BsonFieldReader field)
    {
        if (field.Type != BsonType.Document)
            throw new MongoFault(MongoCode.TypeMismatch, "lsid must be a document");
        var inner = new BsonFieldReader(field.Value);
        while (inner.MoveNext())
        {
            if (inner.Name.SequenceEqual("id"u8) && inner.Type == BsonType.Binary && inner.Value.Length == 21)
                return new Guid(inner.Value[5..]);
        }
        throw MongoFault.Invalid("lsid needs an id of 16 bytes");
    }

    private static string FindDatabase(in WireMessage message)
    {
        if (message.LegacyDatabase is not null)
            return message.LegacyDatabase;
        var fields = new BsonFieldReader(message.Document.Span);
        while (fields.MoveNext())
        {
            if (fields.Name.SequenceEqual("$db"u8) && fields.Type == BsonType.String)
                return fields.AsString();
        }
        throw new MongoFault(MongoCode.FailedToParse, "OP_MSG requests require a $db argument");
    }
}
