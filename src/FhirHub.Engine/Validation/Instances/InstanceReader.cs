using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>
/// Makes the tree of an instance in one pass over its JSON. What the base structure does not know is left out: <c>Structure</c> reports it.
/// </summary>
internal ref struct InstanceReader
{
    private readonly ReadOnlyMemory<byte> _source;
    private Utf8JsonReader _reader;

    private InstanceReader(ReadOnlyMemory<byte> source)
    {
        _source = source;
        _reader = new Utf8JsonReader(source.Span, ReadLimits.Stored);
    }

    /// <summary>The tree of a resource; null when the JSON is none of a known type.</summary>
    /// <exception cref="JsonException">The text is not JSON, or nested deeper than any reader goes.</exception>
    public static InstanceNode? ReadResource(ReadOnlyMemory<byte> utf8Json)
    {
        var reader = new InstanceReader(utf8Json);
        return reader._reader.Read() && reader._reader.TokenType == JsonTokenType.StartObject ? reader.Resource(null, null, -1) : null;
    }

    /// <summary>The tree of a value of a given type, such as the content of <c>patternCodeableConcept</c>.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static InstanceNode ReadValue(TypeSchema type, ReadOnlyMemory<byte> utf8Json)
    {
        var reader = new InstanceReader(utf8Json);
        reader._reader.Read();
        var node = new InstanceNode { Type = type, Source = utf8Json, Offset = (int)reader._reader.TokenStartIndex };
        reader.Content(node);
        return node;
    }

    private InstanceNode? Resource(InstanceNode? parent, ElementSchema? element, int index)
    {
        var offset = (int)_reader.TokenStartIndex;
        if (PeekType() is not { } type)
        {
            _reader.Skip();
            return null;
        }
        var node = new InstanceNode { Parent = parent, Element = element, Type = type, Source = _source, Index = index, Offset = offset };
        Members(node);
        return node;
    }

    private readonly TypeSchema? PeekType()
    {
        var ahead = _reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (ahead.ValueTextEquals("resourceType"u8))
                return ahead.Read() && ahead.TokenType == JsonTokenType.String ? FindType(ahead) : null;
            ahead.Skip();
        }
        return null;
    }

    private static TypeSchema? FindType(Utf8JsonReader name)
    {
        try
        {
            return FhirSchema.R4.FindResource(name.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is JSON, and no text.
            return null;
        }
    }

    private void Members(InstanceNode node)
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.ValueSpan;
            var isSibling = name.Length > 0 && name[0] == (byte)'_';
            var property = node.Type.FindProperty(isSibling ? name[1..] : name);
            _reader.Read();
            if (property is null || (isSibling && !property.HasSibling))
                _reader.Skip();
            else
                Member(node, property, isSibling);
        }
    }

    private void Member(InstanceNode parent, PropertySchema property, bool isSibling)
    {
        if (!property.Element.IsArray)
        {
            Item(parent, property, -1, isSibling);
        }
        else if (_reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
                Item(parent, property, i, isSibling);
        }
        else
        {
            _reader.Skip();
        }
    }

    private void Item(InstanceNode parent, PropertySchema property, int index, bool isSibling)
    {
        var isObject = _reader.TokenType == JsonTokenType.StartObject;
        if (property.Type.IsPrimitive)
        {
            if (_reader.TokenType == JsonTokenType.StartArray || isObject != isSibling && _reader.TokenType != JsonTokenType.Null)
                _reader.Skip();
            else
                Content(Primitive(parent, property, Math.Max(index, 0)));
        }
        else if (!isObject)
        {
            _reader.Skip();
        }
        else if (property.Type.Kind == TypeKind.AbstractResource)
        {
            if (Resource(parent, property.Element, index) is { } resource)
                parent.MemberOf(property.Element).Items.Add(resource);
        }
        else
        {
            var node = new InstanceNode
            {
                Parent = parent,
                Element = property.Element,
                Type = property.Type,
                Source = _source,
                Index = index,
                Offset = (int)_reader.TokenStartIndex,
            };
            parent.MemberOf(property.Element).Items.Add(node);
            Members(node);
        }
    }

    // Value and sibling of a primitive come in either order and make one node.
    private readonly InstanceNode Primitive(InstanceNode parent, PropertySchema property, int place)
    {
        var items = parent.MemberOf(property.Element).Items;
        while (items.Count <= place)
        {
            items.Add(new InstanceNode
            {
                Parent = parent,
                Element = property.Element,
                Type = property.Type,
                Source = _source,
                Index = property.Element.IsArray ? items.Count : -1,
                Offset = (int)_reader.TokenStartIndex,
            });
        }
        return items[place];
    }

    private void Content(InstanceNode node)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.StartObject:
                Members(node);
                break;
            case JsonTokenType.StartArray:
                _reader.Skip();
                break;
            default:
                var start = (int)_reader.TokenStartIndex;
                node.Offset = start;
                node.Token = _reader.TokenType;
                node.IsEscaped = _reader.ValueIsEscaped;
                var quote = _reader.TokenType == JsonTokenType.String ? 1 : 0;
                node.Literal = (start + quote)..(start + quote + _reader.ValueSpan.Length);
                break;
        }
    }
}
