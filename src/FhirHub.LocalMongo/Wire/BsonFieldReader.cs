using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Wire;

/// <summary>Walks the top-level fields of one BSON document without allocating. Spec: https://bsonspec.org/spec.html</summary>
internal ref struct BsonFieldReader
{
    private readonly ReadOnlySpan<byte> document;
    private int position;

    public BsonFieldReader(ReadOnlySpan<byte> document)
    {
        if (document.Length < 5 || BinaryPrimitives.ReadInt32LittleEndian(document) != document.Length || document[^1] != 0)
            throw new WireFormatException("a BSON document whose length does not match its content");
        this.document = document[..^1];
        position = 4;
    }

    public BsonType Type { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The raw value; a string keeps its length prefix and terminator.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool MoveNext()
    {
        if (position >= document.Length)
            return false;
        Type = (BsonType)document[position++];
        var nameLength = document[position..].IndexOf((byte)0);
        if (nameLength < 0)
            throw Truncated();
        Name = document.Slice(position, nameLength);
        position += nameLength + 1;
        var size = ValueSize(document[position..]);
        if (size < 0 || size > document.Length - position)
            throw Truncated();
        Value = document.Slice(position, size);
        position += size;
        return true;
    }

    public readonly string AsString() => Type == BsonType.String && Value.Length >= 5 ? Encoding.UTF8.GetString(Value[4..^1]) : "";

    public readonly bool AsBoolean() => Type switch
    {
        BsonType.Boolean => Value[0] != 0,
        BsonType.Int32 or BsonType.Int64 or BsonType.Double => AsInt64() != 0,
        _ => false,
    };

    public readonly long AsInt64() => Type switch
    {
        BsonType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Value),
        BsonType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Value),
        BsonType.Double => (long)BinaryPrimitives.ReadDoubleLittleEndian(Value),
        _ => 0,
    };

    public readonly bool IsNumber => Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double;

    private readonly int ValueSize(ReadOnlySpan<byte> rest) => Type switch
    {
        BsonType.Double or BsonType.DateTime or BsonType.Timestamp or BsonType.Int64 => 8,
        BsonType.Int32 => 4,
        BsonType.Boolean => 1,
        BsonType.ObjectId => 12,
        BsonType.Decimal128 => 16,
        BsonType.Null or BsonType.Undefined or BsonType.MinKey or BsonType.MaxKey => 0,
        BsonType.String or BsonType.JavaScript or BsonType.Symbol => Prefixed(rest, 4),
        BsonType.Document or BsonType.Array or BsonType.JavaScriptWithScope => Prefixed(rest, 0),
        BsonType.Binary => Prefixed(rest, 5),
        BsonType.RegularExpression => RegexSize(rest),
        _ => throw new WireFormatException($"an unknown BSON type 0x{(int)Type:x2}"),
    };

    private static int Prefixed(ReadOnlySpan<byte> rest, int extra)
    {
        if (rest.Length < 4)
            throw Truncated();
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        return length < 0 || length > rest.Length ? throw Truncated() : length + extra;
    }

    private static int RegexSize(ReadOnlySpan<byte> rest)
    {
        var pattern = rest.IndexOf((byte)0);
        var options = pattern < 0 ? -1 : rest[(pattern + 1)..].IndexOf((byte)0);
        return options < 0 ? throw Truncated() : pattern + 1 + options + 1;
    }

    private static WireFormatException Truncated() => new("a truncated BSON document");
}
