using System.Buffers;
using System.Buffers.Binary;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Wire;

/// <summary>One reply document in a pooled buffer that leaves room in front for the message header, so that it is sent without a copy.</summary>
internal sealed class Reply : IDisposable
{
    private const int MsgPrefix = WireMessage.HeaderSize + 4 + 1;
    private const int Headroom = WireMessage.HeaderSize + 20;

    private byte[] buffer;
    private readonly int length;

    private Reply(int length)
    {
        this.length = length;
        buffer = ArrayPool<byte>.Shared.Rent(Headroom + length);
    }

    public ReadOnlySpan<byte> Document => buffer.AsSpan(Headroom, length);

    /// <param name="fill">Writes exactly <paramref name="length"/> bytes at the given offset of the array.</param>
    public static Reply Filled<TState>(int length, TState state, Action<TState, byte[], int> fill)
    {
        var reply = new Reply(length);
        fill(state, reply.buffer, Headroom);
        return reply;
    }

    public static Reply From(ReadOnlySpan<byte> document)
    {
        var reply = new Reply(document.Length);
        document.CopyTo(reply.buffer.AsSpan(Headroom));
        return reply;
    }

    public static Reply From(BsonDocument document) => From(document.ToBson());

    public BsonDocument ToBsonDocument() => MongoDB.Bson.Serialization.BsonSerializer.Deserialize<BsonDocument>(Document.ToArray());

    /// <summary>The framed message that answers <paramref name="request"/>, in the operation the client used.</summary>
    public ReadOnlyMemory<byte> Frame(int responseId, in WireMessage request) =>
        request.OpCode == WireMessage.OpQuery ? FrameReply(responseId, request.RequestId) : FrameMsg(responseId, request.RequestId);

    public void Dispose()
    {
        var returned = Interlocked.Exchange(ref buffer, []);
        if (returned.Length > 0)
            ArrayPool<byte>.Shared.Return(returned);
    }

    private ReadOnlyMemory<byte> FrameMsg(int responseId, int responseTo)
    {
        var start = Headroom - MsgPrefix;
        var head = buffer.AsSpan(start, MsgPrefix);
        head.Clear();
        WriteHeader(head, MsgPrefix + length, responseId, responseTo, WireMessage.OpMsg);
        return buffer.AsMemory(start, MsgPrefix + length);
    }

    private ReadOnlyMemory<byte> FrameReply(int responseId, int responseTo)
    {
        var head = buffer.AsSpan(0, Headroom);
        head.Clear();
        WriteHeader(head, Headroom + length, responseId, responseTo, WireMessage.OpReply);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], 8); // AwaitCapable, as every server since 1.6 says
        BinaryPrimitives.WriteInt32LittleEndian(head[32..], 1);
        return buffer.AsMemory(0, Headroom + length);
    }

    private static void WriteHeader(Span<byte> head, int size, int responseId, int responseTo, int opCode)
    {
        BinaryPrimitives.WriteInt32LittleEndian(head, size);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], responseId);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], responseTo);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], opCode);
    }
}
