using System.Buffers.Binary;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>
/// What the first batch of a cursor tells about its order. The engine runs a sorted or computed query to its end: what fits goes into
/// the first batch, the rest into a file from which all further batches are read in order. But a document that would take the first
/// batch over 16 MB goes to the file alone: smaller ones after it may still be put into the batch, and are then ahead of it.
/// </summary>
internal static class FirstBatch
{
    // The engine counts the length of a document and this for its place in the array.
    private const int PerDocument = 9;

    // More than the engine counts for the reply around the documents: a namespace has at most 255 bytes.
    private const int Frame = 1024;

    // Length, name (64 bytes), position and length of the file.
    private const int FileStateSize = 4 + 64 + 4 + 4;

    /// <summary>True when the last document of this batch may be ahead of the first one in the file.</summary>
    /// <remarks>
    /// The first document in the file is the first that did not fit. Were the last of the batch ahead of it, it would not have fitted
    /// beside some or all of those before the last; so if it fits beside all of them, the batch is in order.
    /// </remarks>
    /// <param name="reply">The whole reply with the batch.</param>
    /// <param name="next">Bytes of the first document in the file, or more.</param>
    public static bool MayBeAhead(ReadOnlySpan<byte> reply, long next)
    {
        long size = Frame;
        var last = 0;
        var count = 0;
        for (var documents = new BsonFieldReader(Batch(reply, "firstBatch"u8)); documents.MoveNext(); count++)
        {
            size += last;
            last = documents.Value.Length + PerDocument;
        }
        return count > 1 && size + next + PerDocument >= Limits.MaximumDocument;
    }

    /// <summary>Bytes of the file behind a cursor, which are more than those of its first document; null when it has no file.</summary>
    public static long? FileLength(ReadOnlySpan<byte> continuation)
    {
        var fields = new BsonFieldReader(continuation);
        while (fields.MoveNext())
        {
            if (fields.Name.SequenceEqual("qf"u8))
                return fields.Type == BsonType.Binary && fields.Value.Length == FileStateSize + 5
                    ? BinaryPrimitives.ReadUInt32LittleEndian(fields.Value[^4..])
                    : uint.MaxValue;
        }
        return null;
    }

    /// <summary>Bytes of the first document in the reply to a getMore.</summary>
    public static long FirstLength(ReadOnlySpan<byte> reply)
    {
        var documents = new BsonFieldReader(Batch(reply, "nextBatch"u8));
        return documents.MoveNext() ? documents.Value.Length : 0;
    }

    /// <summary>The reply to a getMore as that of the command which opens the cursor: they differ in one name.</summary>
    public static Reply From(Reply more)
    {
        var reply = more.Document;
        var cursor = Offset(reply, Field(reply, "cursor"u8));
        var name = Offset(reply, Batch(reply, "nextBatch"u8)) - "nextBatch\0"u8.Length;
        return Reply.Filled(reply.Length + 1, (more, cursor, name), static (from, buffer, offset) =>
        {
            var target = buffer.AsSpan(offset);
            var source = from.more.Document;
            source[..from.name].CopyTo(target);
            "firstBatch"u8.CopyTo(target[from.name..]);
            source[(from.name + "nextBatch"u8.Length)..].CopyTo(target[(from.name + "firstBatch"u8.Length)..]);
            Lengthen(target);
            Lengthen(target[from.cursor..]);
        });
    }

    private static void Lengthen(Span<byte> document) =>
        BinaryPrimitives.WriteInt32LittleEndian(document, BinaryPrimitives.ReadInt32LittleEndian(document) + 1);

    private static int Offset(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> part) =>
        whole.Overlaps(part, out var offset) ? offset : throw new ArgumentException("Not a part of the reply.", nameof(part));

    private static ReadOnlySpan<byte> Batch(ReadOnlySpan<byte> reply, ReadOnlySpan<byte> name) => Field(Field(reply, "cursor"u8), name);

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> document, ReadOnlySpan<byte> name)
    {
        var fields = new BsonFieldReader(document);
        while (fields.MoveNext())
        {
            if (fields.Name.SequenceEqual(name))
                return fields.Value;
        }
        throw new InvalidOperationException($"The engine answered a cursor without {System.Text.Encoding.UTF8.GetString(name)}.");
    }
}
