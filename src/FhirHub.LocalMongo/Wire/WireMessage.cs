using System.Buffers.Binary;

namespace FhirHub.LocalMongo.Wire;

/// <summary>One received command message: OP_MSG, or the legacy OP_QUERY that opens a connection.</summary>
/// <remarks>https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/</remarks>
internal readonly struct WireMessage
{
    public const int HeaderSize = 16;
    public const int MaximumSize = 48_000_000;
    public const int OpReply = 1;
    public const int OpQuery = 2004;
    public const int OpMsg = 2013;

    private const uint ChecksumPresent = 1;
    private const uint MoreToComeFlag = 2;
    private const uint RequiredFlags = 0xffff;

    public required int RequestId { get; init; }

    public required int OpCode { get; init; }

    /// <summary>The client wants no reply (an unacknowledged write).</summary>
    public bool MoreToCome { get; init; }

    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>The name of the kind-1 section ("documents", "updates", "deletes"); null without one.</summary>
    public string? SequenceName { get; init; }

    /// <summary>Concatenated BSON documents of the kind-1 section.</summary>
    public ReadOnlyMemory<byte> Sequence { get; init; }

    /// <summary>For OP_QUERY: the database, taken from <c>db.$cmd</c>.</summary>
    public string? LegacyDatabase { get; init; }

    /// <param name="message">The whole message with its header.</param>
    public static WireMessage Parse(ReadOnlyMemory<byte> message)
    {
        var span = message.Span;
        var requestId = BinaryPrimitives.ReadInt32LittleEndian(span[4..]);
        var opCode = BinaryPrimitives.ReadInt32LittleEndian(span[12..]);
        return opCode switch
        {
            OpMsg => ParseMsg(requestId, message[HeaderSize..]),
            OpQuery => ParseQuery(requestId, message[HeaderSize..]),
            _ => throw new WireFormatException($"an unsupported operation code {opCode}"),
        };
    }

    private static WireMessage ParseMsg(int requestId, ReadOnlyMemory<byte> body)
    {
        if (body.Length < 4)
            throw new WireFormatException("an OP_MSG without flags");
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(body.Span);
        if ((flags & RequiredFlags & ~(ChecksumPresent | MoreToComeFlag)) != 0)
            throw new WireFormatException($"unknown required OP_MSG flags 0x{flags:x}");
        var rest = body[4..];
        if ((flags & ChecksumPresent) != 0)
        {
            if (rest.Length < 4)
                throw new WireFormatException("an OP_MSG that is too short for its checksum");
            rest = rest[..^4];
        }
        ReadOnlyMemory<byte> document = default, sequence = default;
        string? sequenceName = null;
        while (rest.Length > 0)
        {
            var kind = rest.Span[0];
            rest = rest[1..];
            var length = Length(rest);
            switch (kind)
            {
                case 0 when document.IsEmpty:
                    document = rest[..length];
                    break;
                case 1 when sequenceName is null:
                    (sequenceName, sequence) = Sequenced(rest[4..length]);
                    break;
                default:
                    throw new WireFormatException($"a repeated or unknown OP_MSG section of kind {kind}");
            }
            rest = rest[length..];
        }
        if (document.IsEmpty)
            throw new WireFormatException("an OP_MSG without a body section");
        return new WireMessage
        {
            RequestId = requestId,
            OpCode = OpMsg,
            MoreToCome = (flags & MoreToComeFlag) != 0,
            Document = document,
            SequenceName = sequenceName,
            Sequence = sequence,
        };
    }

    private static WireMessage ParseQuery(int requestId, ReadOnlyMemory<byte> body)
    {
        var nameLength = body.Length < 4 ? -1 : body.Span[4..].IndexOf((byte)0);
        if (nameLength < 0 || body.Length < 4 + nameLength + 1 + 8)
            throw new WireFormatException("a truncated OP_QUERY");
        var collection = System.Text.Encoding.UTF8.GetString(body.Span.Slice(4, nameLength));
        if (!collection.EndsWith(".$cmd", StringComparison.Ordinal))
            throw new WireFormatException("an OP_QUERY that is not a command");
        var rest = body[(4 + nameLength + 1 + 8)..];
        return new WireMessage
        {
            RequestId = requestId,
            OpCode = OpQuery,
            Document = rest[..Length(rest)],
            LegacyDatabase = collection[..^5],
        };
    }

    private static int Length(ReadOnlyMemory<byte> rest)
    {
        var length = rest.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        return length < 5 || length > rest.Length ? throw new WireFormatException("a section longer than its message") : length;
    }

    private static (string Name, ReadOnlyMemory<byte> Documents) Sequenced(ReadOnlyMemory<byte> section)
    {
        var end = section.Span.IndexOf((byte)0);
        if (end < 0)
            throw new WireFormatException("a document sequence without a name");
        return (System.Text.Encoding.UTF8.GetString(section.Span[..end]), section[(end + 1)..]);
    }
}
