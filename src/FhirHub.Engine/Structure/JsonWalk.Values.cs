using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>Values: arrays, single items, primitives.</summary>
internal ref partial struct JsonWalk
{
    private static readonly PropertySchema LiteralReference = FhirSchema.R4.FindType("Reference")!.FindProperty("reference")!;

    /// <summary>Reads the value of a member, at whose first token the reader stands.</summary>
    private void Content(in MemberPlace place)
    {
        if (!place.Property.Element.IsArray)
            Item(place);
        else if (_reader.TokenType == JsonTokenType.StartArray)
            Items(place);
        else
            WrongType("a JSON array, since it may repeat");
    }

    private void Items(in MemberPlace place)
    {
        CheckDepth();
        var mayBeNull = place.Property.HasSibling;
        var nulls = _tally.NullCount;
        var count = 0;
        _output.Byte((byte)'[');
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (count > 0)
                _output.Byte((byte)',');
            _path.SetIndex(count);
            if (mayBeNull && _reader.TokenType == JsonTokenType.Null)
            {
                _tally.AddNull(count);
                _output.Raw(_reader.ValueSpan);
            }
            else
            {
                Item(place);
            }
            count++;
        }
        _output.Byte((byte)']');
        _path.SetIndex(-1);
        if (count == 0)
            Fault("structure", "empty-array", "An array must not be empty; leave the element out instead.");
        else if (_tally.NullCount - nulls == count)
            Fault("structure", "null-array", "An array must not hold nulls alone; leave it out instead.");

        ref var seen = ref _tally[place.Frame, place.Property.Element];
        if (place.IsSibling)
            (seen.SiblingCount, seen.SiblingNulls) = (count, (nulls, _tally.NullCount));
        else
            (seen.ValueCount, seen.ValueNulls) = (count, (nulls, _tally.NullCount));
    }

    private void Item(in MemberPlace place)
    {
        var type = place.Property.Type;
        if (type.IsPrimitive && !place.IsSibling)
            Primitive(place.Property);
        else if (_reader.TokenType != JsonTokenType.StartObject)
            WrongType("a JSON object");
        else if (type.Kind == TypeKind.AbstractResource)
            Resource(place.IsNamed("contained") ? ObjectRole.Contained : ObjectRole.Nested);
        else
            Object(type, ObjectRole.Nested);
    }

    /// <summary>Reads one value and returns its text without escapes, or nothing when it is at fault.</summary>
    private ReadOnlySpan<byte> Primitive(PropertySchema property)
    {
        var kind = property.Type.Primitive;
        switch (_reader.TokenType)
        {
            case JsonTokenType.String when kind != PrimitiveKind.Boolean && !PrimitiveFormat.IsNumber(kind):
                return String(property, kind);
            case JsonTokenType.True or JsonTokenType.False when kind == PrimitiveKind.Boolean:
                _output.Raw(_reader.ValueSpan);
                return _reader.ValueSpan;
            case JsonTokenType.Number when PrimitiveFormat.IsNumber(kind):
                _output.Raw(_reader.ValueSpan);
                if (kind != PrimitiveKind.Decimal && !PrimitiveFormat.IsValid(kind, _reader.ValueSpan))
                    return Invalid(property, _reader.ValueSpan);
                return _reader.ValueSpan;
            default:
                WrongType(kind == PrimitiveKind.Boolean ? "true or false" : PrimitiveFormat.IsNumber(kind) ? "a JSON number" : "a JSON string");
                return default;
        }
    }

    private ReadOnlySpan<byte> String(PropertySchema property, PrimitiveKind kind)
    {
        var text = _reader.ValueSpan;
        _output.String(text);
        if (_reader.ValueIsEscaped && !TryUnescape(ref text))
            return Fault("value", "invalid-unicode", "The string holds half of a surrogate pair.");
        if (text.IsEmpty)
            return Fault("value", "empty-string", "A string must not be empty; leave the element out instead.");
        // Unescaped controls are malformed JSON already.
        if (_reader.ValueIsEscaped && PrimitiveFormat.HasControls(text))
            return Fault("value", "control-character", "Of the characters below U+0020 only tab, line feed and carriage return are allowed.");
        if (kind == PrimitiveKind.Xhtml)
            return XhtmlScanner.FindFault(text) is { } fault ? Fault("value", "invalid-xhtml", $"The narrative is not what FHIR allows: {fault}.") : text;
        if (!PrimitiveFormat.IsValid(kind, text))
            return Invalid(property, text);
        return CheckElement(property, text);
    }

    /// <summary>The rules an element adds to those of its type.</summary>
    private ReadOnlySpan<byte> CheckElement(PropertySchema property, ReadOnlySpan<byte> text)
    {
        var element = property.Element;
        if (element.RequiredCodes is { } codes && !codes.Contains(text))
            return Fault("code-invalid", "unknown-code", $"'{Show(text)}' is not a code of {codes.ValueSet}{Choices(codes)}.");
        if (element.IsSystemValue && property.Type.Primitive == PrimitiveKind.String && PrimitiveFormat.HasWhitespace(text))
            return Fault("value", "invalid-element-id", "The id of an element must not hold white space.");
        if (property == LiteralReference)
            buffers.References.Add(text);
        return text;
    }

    private ReadOnlySpan<byte> Invalid(PropertySchema property, ReadOnlySpan<byte> text) =>
        Fault(
            "value", PrimitiveFaults.Code(property.Type.Primitive),
            $"'{Show(text)}' is not a valid {property.Type.Name}: expected {PrimitiveFormat.Expectation(property.Type.Primitive)}.");

    /// <summary>The text of a name; one that is not Unicode stays escaped, and is then unknown.</summary>
    private readonly ReadOnlySpan<byte> Name(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (isEscaped)
            TryUnescape(ref name);
        return name;
    }

    private readonly bool TryUnescape(ref ReadOnlySpan<byte> text)
    {
        var unescaped = buffers.Text(text.Length);
        if (!JsonText.TryUnescape(text, unescaped, out var written))
            return false;
        text = unescaped[..written];
        return true;
    }
}
