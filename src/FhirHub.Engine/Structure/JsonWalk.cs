using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>
/// One pass over a body, checking and copying as it goes. This file: objects and their members; the other files of this type: the
/// document, values, and faults.
/// </summary>
internal ref partial struct JsonWalk(Utf8JsonReader reader, int start, Span<byte> output, ReadBuffers buffers, FaultList faults, int maxDepth)
{
    private readonly ElementPath _path = buffers.Path;
    private readonly MemberTally _tally = buffers.Tally;
    private Utf8JsonReader _reader = reader;
    private JsonOutput _output = new(output);

    // The id as the sender wrote it, and where meta went in the output.
    private string? _id;
    private Range? _meta;

    /// <summary>Reads an object, at whose start the reader stands.</summary>
    private void Object(TypeSchema type, ObjectRole role)
    {
        CheckDepth();
        _output.Byte((byte)'{');
        Members(type, role);
        _output.Byte((byte)'}');
    }

    private void Members(TypeSchema type, ObjectRole role)
    {
        var opened = _reader.TokenStartIndex;
        var nulls = _tally.NullCount;
        var frame = _tally.Push(type);
        var any = false;
        var isFirst = true;
        var hasType = false;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            any = true;
            var name = Name(_reader.ValueSpan, _reader.ValueIsEscaped);
            if (type.IsResource && name.SequenceEqual("resourceType"u8))
            {
                ResourceType(type, role, ref hasType, ref isFirst);
                continue;
            }
            var isSibling = name.Length > 0 && name[0] == (byte)'_';
            var property = type.FindProperty(isSibling ? name[1..] : name);
            if (property is null || (isSibling && !property.HasSibling))
                UnknownMember(type, name);
            else if (IsNew(frame, property, isSibling))
                Member(new MemberPlace(frame, property, isSibling, role), name, ref isFirst);
            else
                Skip();
        }
        if (!any)
            Fault("structure", "empty-object", "An object must not be empty; leave the element out instead.", opened);
        CheckElements(type, frame, opened);
        _tally.Pop(frame, nulls);
    }

    private void Member(in MemberPlace place, ReadOnlySpan<byte> name, ref bool isFirst)
    {
        _path.Push(place.Property.Element.Name);
        switch (place.Role)
        {
            case ObjectRole.Root when !place.IsSibling && place.IsNamed("meta"):
                RootMeta(place.Property);
                isFirst = true;
                break;
            case ObjectRole.Root when !place.IsSibling && place.IsNamed("id"):
            case ObjectRole.RootMeta when place.IsNamed("versionId") || place.IsNamed("lastUpdated"):
                ServerValue(place);
                break;
            case ObjectRole.Contained when place.IsNamed("contained"):
                Fault("structure", "nested-contained", "A contained resource must not contain others; contain all of them in the outermost one.");
                Skip();
                break;
            default:
                _output.Name(name, isFirst);
                isFirst = false;
                _reader.Read();
                Content(place);
                break;
        }
        _path.Pop();
    }

    /// <summary>Whether a member may be read: false, with a fault, when it or another type of its choice has been read before.</summary>
    private bool IsNew(int frame, PropertySchema property, bool isSibling)
    {
        ref var seen = ref _tally[frame, property.Element];
        if ((isSibling ? seen.Sibling : seen.Value) == property)
        {
            Fault("structure", "duplicate-member", $"The member {(isSibling ? "_" : "")}{property.Name} occurs twice in one object.", child: property.Element.Name);
            return false;
        }
        if ((seen.Value ?? seen.Sibling) is { } other && other != property)
        {
            Fault("structure", "multiple-choice-types", $"Both {other.Name} and {property.Name} are given; {property.Element.Path} takes one.", child: property.Element.Name);
            return false;
        }
        if (isSibling)
            seen.Sibling = property;
        else
            seen.Value = property;
        return true;
    }

    /// <summary>What only the whole object tells: elements that are missing, and arrays that do not line up.</summary>
    private void CheckElements(TypeSchema type, int frame, long opened)
    {
        foreach (var element in type.ElementArray)
        {
            ref readonly var seen = ref _tally[frame, element];
            if (seen.Value is null && seen.Sibling is null)
            {
                if (element.Min > 0)
                    Fault("required", "missing-element", $"{element.Path} is required.", opened, element.Name);
            }
            else if (element.IsArray && (seen.Sibling is not null || seen.ValueNulls.Start < seen.ValueNulls.End))
            {
                CheckAlignment(element, seen, opened);
            }
        }
    }

    private void CheckAlignment(ElementSchema element, in MemberTally.SeenElement seen, long opened)
    {
        if (seen.ValueCount > 0 && seen.SiblingCount > 0 && seen.ValueCount != seen.SiblingCount)
            Fault(
                "structure", "array-length-mismatch",
                $"{element.Name} has {seen.ValueCount} items and _{element.Name} {seen.SiblingCount}: they must line up, with null where either has nothing.",
                opened, element.Name);
        var at = (seen.Value, seen.Sibling) switch
        {
            (not null, null) => _tally.FirstNull(seen.ValueNulls),
            (null, not null) => _tally.FirstNull(seen.SiblingNulls),
            _ => _tally.FirstCommonNull(seen),
        };
        if (at >= 0)
            Fault("structure", "null-item", $"Item {at} has neither a value in {element.Name} nor content in _{element.Name}.", opened, element.Name);
    }
}
