using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>Follows the paths of a tree through JSON in one pass, and hands over the values at their ends.</summary>
internal readonly ref struct PathWalk(ReadOnlySpan<byte> resource, IValueReceiver receiver)
{
    private readonly ReadOnlySpan<byte> _resource = resource;

    /// <summary>Follows the paths that begin at a node, from a value that stands there.</summary>
    /// <param name="item">Its place in its list; 0 outside of lists.</param>
    public void Follow(PathNode node, in ElementValue value, int item)
    {
        if (node.HasMembers)
        {
            var reader = new Utf8JsonReader(value.Json, ReadLimits.Stored);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                Members(node, value.Json, ref reader);
        }
        if (node.WantsValue)
            Deliver(node, value, item);
    }

    private void Members(PathNode node, ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueIsEscaped ? node.Find(Unescaped(ref reader)) : node.Find(reader.ValueSpan);
            reader.Read();
            if (member is null)
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.StartArray)
                Items(member, text, ref reader);
            else
                Value(member, text, ref reader, 0);
        }
    }

    private void Items(PathNode node, ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        for (var item = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; item++)
            Value(node, text, ref reader, item);
    }

    private void Value(PathNode node, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, int item)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartObject && node.HasMembers)
            Members(node, text, ref reader);
        else
            reader.Skip();
        if (!node.WantsValue)
            return;
        var json = text[start..(int)reader.BytesConsumed];
        if (TypeOf(node, json) is { } type)
            Deliver(node, new ElementValue(type, node.Element, json), item);
    }

    private void Deliver(PathNode node, in ElementValue value, int item)
    {
        foreach (var slot in node.Slots)
            receiver.Receive(slot, value, _resource);
        foreach (var (_, filter, next) in node.Filters)
            if (filter.Holds(value, item, _resource) == true)
                Follow(next, value, item);
    }

    // A slot for any resource tells by its content which one it holds; one of no type of R4 holds none.
    private static TypeSchema? TypeOf(PathNode node, ReadOnlySpan<byte> json) =>
        node.Type.Kind == TypeKind.AbstractResource ? ResourceJson.TypeOf(json) : node.Type;

    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        var buffer = new byte[reader.ValueSpan.Length];
        return buffer[..reader.CopyString(buffer)];
    }
}
