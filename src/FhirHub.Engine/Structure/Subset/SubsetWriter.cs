using System.Buffers;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Subset;

/// <summary>Copies the members that are kept, byte for byte, while reading past the others.</summary>
internal ref struct SubsetWriter
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly IBufferWriter<byte> _output;
    private readonly ResourceSubset _subset;
    private Utf8JsonReader _reader;

    public SubsetWriter(ReadOnlySpan<byte> json, IBufferWriter<byte> output, ResourceSubset subset)
    {
        _json = json;
        _output = output;
        _subset = subset;
        _reader = new Utf8JsonReader(json, ReadLimits.Stored);
    }

    public void WriteRoot()
    {
        _reader.Read();
        Resource();
    }

    private void Resource()
    {
        var type = TypeOfResource(_reader);
        var members = new MemberSeparator(_output);
        var hasMeta = false;
        _output.Write("{"u8);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("resourceType"u8))
            {
                members.Next();
                CopyMember();
            }
            else if (_reader.ValueTextEquals("meta"u8))
            {
                hasMeta = true;
                members.Next();
                TaggedMeta.Write(CopyNameAndTakeValue(), _output);
            }
            else
                Member(type, ref members);
        }

        if (!hasMeta)
        {
            members.Next();
            _output.Write("\"meta\":"u8);
            TaggedMeta.Write("{}"u8, _output);
        }

        _output.Write("}"u8);
    }

    private void Object(TypeSchema type)
    {
        if (!AnyKept(_reader, type))
        {
            CopyValue();
            return;
        }

        var members = new MemberSeparator(_output);
        _output.Write("{"u8);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            Member(type, ref members);
        _output.Write("}"u8);
    }

    private void Member(TypeSchema type, ref MemberSeparator members)
    {
        var property = Property(ref _reader, type, out var isSibling);
        if (property is null || !_subset.Keeps(property))
        {
            _reader.Read();
            _reader.Skip();
            return;
        }

        members.Next();
        if (isSibling || !_subset.CutsInside(property))
        {
            CopyMember();
            return;
        }

        CopyName();
        _reader.Read();
        Value(property.Type);
    }

    private readonly bool AnyKept(Utf8JsonReader ahead, TypeSchema type)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (Property(ref ahead, type, out _) is { } property && _subset.Keeps(property))
                return true;
            ahead.Read();
            ahead.Skip();
        }

        return false;
    }

    private static PropertySchema? Property(ref Utf8JsonReader reader, TypeSchema type, out bool isSibling)
    {
        var name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        isSibling = name is [(byte)'_', ..];
        return type.FindProperty(isSibling ? name[1..] : name);
    }

    private void Value(TypeSchema type)
    {
        if (_reader.TokenType == JsonTokenType.StartArray)
        {
            var items = new MemberSeparator(_output);
            _output.Write("["u8);
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                items.Next();
                Value(type);
            }

            _output.Write("]"u8);
        }
        else if (_reader.TokenType != JsonTokenType.StartObject)
            CopyValue();
        else if (type.IsResource)
            Resource();
        else
            Object(type);
    }

    private void CopyMember()
    {
        var start = (int)_reader.TokenStartIndex;
        _reader.Read();
        _reader.Skip();
        _output.Write(_json[start..(int)_reader.BytesConsumed]);
    }

    private void CopyValue()
    {
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        _output.Write(_json[start..(int)_reader.BytesConsumed]);
    }

    private void CopyName() => _output.Write(_json[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed]);

    // Returns the value, which the caller writes.
    private ReadOnlySpan<byte> CopyNameAndTakeValue()
    {
        CopyName();
        _reader.Read();
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return _json[start..(int)_reader.BytesConsumed];
    }

    // The type may stand anywhere in the object, so a copy of the reader looks ahead.
    private static TypeSchema TypeOfResource(Utf8JsonReader ahead)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var found = ahead.ValueTextEquals("resourceType"u8);
            ahead.Read();
            if (found && FhirSchema.R4.FindResource(ahead.GetString() ?? "") is { } type)
                return type;
            ahead.Skip();
        }

        throw new InvalidDataException("A stored resource has no known resourceType.");
    }
}
